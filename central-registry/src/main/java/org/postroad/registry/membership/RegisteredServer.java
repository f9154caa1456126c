// SPDX-License-Identifier: MIT

package org.postroad.registry.membership;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;

/** A security server, its authentication certificates and the clients besides its owner. */
public record RegisteredServer(
    SecurityServerId id,
    String address,
    List<X509Certificate> authenticationCertificates,
    List<ClientId> clients,
    Optional<Maintenance> maintenance) {

  public RegisteredServer {
    authenticationCertificates = List.copyOf(authenticationCertificates);
    clients = List.copyOf(clients);
  }

  /** The server is in maintenance mode. */
  public record Maintenance(Optional<String> message) {}

  RegisteredServer withAddress(String newAddress) {
    return new RegisteredServer(id, newAddress, authenticationCertificates, clients, maintenance);
  }

  RegisteredServer with(X509Certificate certificate) {
    return withCertificates(added(authenticationCertificates, certificate));
  }

  RegisteredServer without(X509Certificate certificate) {
    return withCertificates(removed(authenticationCertificates, certificate));
  }

  RegisteredServer with(ClientId client) {
    return withClients(added(clients, client));
  }

  RegisteredServer without(ClientId client) {
    return withClients(removed(clients, client));
  }

  RegisteredServer withMaintenance(Optional<Maintenance> newMaintenance) {
    return new RegisteredServer(id, address, authenticationCertificates, clients, newMaintenance);
  }

  private RegisteredServer withCertificates(List<X509Certificate> certificates) {
    return new RegisteredServer(id, address, certificates, clients, maintenance);
  }

  private RegisteredServer withClients(List<ClientId> newClients) {
    return new RegisteredServer(id, address, authenticationCertificates, newClients, maintenance);
  }

  private static <T> List<T> added(List<T> list, T element) {
    var more = new ArrayList<>(list);
    more.add(element);
    return more;
  }

  private static <T> List<T> removed(List<T> list, T element) {
    return list.stream().filter(e -> !e.equals(element)).toList();
  }
}
