// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * Security servers of all instances by identifier, by client and by authentication certificate. A
 * certificate is looked up by every algorithm in use, each only among the digests made with it.
 */
record ServerIndex(
    Map<SecurityServerId, Server> servers,
    Map<ClientId, Set<SecurityServerId>> serversByClient,
    Map<ClientId, List<ServerAddress>> addressesByClient,
    Map<Digest, List<SecurityServerId>> serversByCertificate,
    Set<DigestAlgorithm> algorithms) {

  static ServerIndex of(List<SharedParameters> instances) {
    var index =
        new ServerIndex(
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            EnumSet.noneOf(DigestAlgorithm.class));
    instances.forEach(parameters -> parameters.servers().forEach(index::add));
    index.addressesByClient.replaceAll((client, addresses) -> List.copyOf(addresses));
    return index;
  }

  private void add(Server server) {
    servers.put(server.id(), server);
    var clients = new LinkedHashSet<>(server.clients());
    clients.add(server.id().owner());
    for (ClientId client : clients) {
      serversByClient.computeIfAbsent(client, c -> new LinkedHashSet<>()).add(server.id());
      address(server)
          .ifPresent(address ->
              addressesByClient.computeIfAbsent(client, c -> new ArrayList<>()).add(address));
    }
    for (Digest digest : server.authenticationCertificates()) {
      algorithms.add(digest.algorithm());
      serversByCertificate.computeIfAbsent(digest, d -> new ArrayList<>()).add(server.id());
    }
  }

  private static Optional<ServerAddress> address(Server server) {
    return server
        .address()
        .map(address ->
            new ServerAddress(
                server.id(), address, server.maintenance().map(m -> m.message().orElse(""))));
  }

  Optional<Server> server(SecurityServerId id) {
    return Optional.ofNullable(servers.get(id));
  }

  List<ServerAddress> addressesOf(ClientId client) {
    return addressesByClient.getOrDefault(client, List.of());
  }

  boolean isRegistered(ClientId client, SecurityServerId server) {
    return serversByClient.getOrDefault(client, Set.of()).contains(server);
  }

  Set<SecurityServerId> serversOf(X509Certificate certificate) {
    byte[] encoded = Certificates.encoded(certificate);
    var found = new LinkedHashSet<SecurityServerId>();
    for (DigestAlgorithm algorithm : algorithms) {
      found.addAll(serversByCertificate.getOrDefault(algorithm.digest(encoded), List.of()));
    }
    return found;
  }
}
