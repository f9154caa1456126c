// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.ClientChanges;
import org.postroad.securityserver.conf.EndpointChanges;
import org.postroad.securityserver.conf.RightChanges;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceChanges;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * Stage: nothing is left that a tree does not name, in the lists that it has. A client that the
 * registry knows stays until the registry has forgotten it, the owner and keys stay always.
 */
final class Pruning {
  private static final Set<Client.Status> FORGOTTEN =
      Set.of(Client.Status.SAVED, Client.Status.GLOBAL_ERROR, Client.Status.DELETION_IN_PROGRESS);

  private final Declaration tree;
  private final GlobalConfiguration global;
  private final Problems problems;

  Pruning(Declaration tree, GlobalConfiguration global, Problems problems) {
    this.tree = tree;
    this.global = global;
    this.problems = problems;
  }

  ServerConfiguration apply(ServerConfiguration now) {
    ServerConfiguration next = problems.attempt(now, "timestamping", this::timestamped);
    next = problems.attempt(next, "clients", this::clients);
    for (Declaration.Client declared : tree.clients().orElse(List.of())) {
      next = problems.attempt(next, declared.id(), known -> client(known, declared));
    }
    return next;
  }

  private ServerConfiguration timestamped(ServerConfiguration now) {
    if (tree.timestamping().isEmpty()) {
      return now;
    }
    List<URI> left =
        now.timestampServices().stream()
            .filter(each -> tree.timestamping().get().contains(each.toString()))
            .toList();
    return left.size() == now.timestampServices().size() ? now : now.withTimestampServices(left);
  }

  private ServerConfiguration clients(ServerConfiguration now) {
    ServerConfiguration next = now;
    for (Client client : unnamed(tree, now)) {
      if (isForgotten(client)) {
        next = ClientChanges.remove(next, client.id());
      }
    }
    return next;
  }

  /** Whether the registry knows nothing of it, or will not for long. */
  static boolean isForgotten(Client client) {
    return FORGOTTEN.contains(client.status());
  }

  /** Clients that the tree does not name, without the owner. */
  static List<Client> unnamed(Declaration tree, ServerConfiguration now) {
    if (tree.clients().isEmpty()) {
      return List.of();
    }
    Set<String> named =
        tree.clients().get().stream().map(Declaration.Client::id).collect(Collectors.toSet());
    return now.clients().stream()
        .filter(each -> !named.contains(Words.text(each.id())))
        .filter(each -> !each.id().equals(now.id().owner()))
        .toList();
  }

  private ServerConfiguration client(ServerConfiguration now, Declaration.Client declared) {
    ClientId id = Words.client(declared.id());
    Optional<Client> known = now.client(id);
    if (known.isEmpty()) {
      return now;
    }
    ServerConfiguration next = rights(now, known.get(), declared);
    next = groups(next, known.get(), declared);
    next = descriptions(next, known.get(), declared);
    return certificates(next, known.get(), declared);
  }

  private static ServerConfiguration rights(
      ServerConfiguration now, Client known, Declaration.Client declared) {
    if (declared.rights().isEmpty()) {
      return now;
    }
    Set<AccessRight> named = Additions.rights(declared);
    List<AccessRight> others =
        known.accessRights().stream().filter(each -> !named.contains(each)).toList();
    return others.isEmpty() ? now : RightChanges.revoke(now, known.id(), others);
  }

  private ServerConfiguration groups(
      ServerConfiguration now, Client known, Declaration.Client declared) {
    if (declared.groups().isEmpty()) {
      return now;
    }
    ServerConfiguration next = now;
    for (LocalGroup group : known.localGroups()) {
      Optional<Declaration.Group> named =
          declared.groups().get().stream()
              .filter(each -> each.code().equals(group.id().groupCode()))
              .findFirst();
      next =
          named.isEmpty()
              ? RightChanges.removeGroup(next, known.id(), group.id())
              : members(next, known, group, named.get());
    }
    return next;
  }

  private ServerConfiguration members(
      ServerConfiguration now, Client owner, LocalGroup known, Declaration.Group declared) {
    if (declared.members().isEmpty()) {
      return now;
    }
    Set<ClientId> left = new HashSet<>(known.members());
    left.removeIf(each -> !declared.members().get().contains(Words.text(each)));
    return left.size() == known.members().size()
        ? now
        : RightChanges.changeGroup(
            now, owner.id(), new LocalGroup(known.id(), known.description(), left), global);
  }

  private static ServerConfiguration descriptions(
      ServerConfiguration now, Client known, Declaration.Client declared) {
    if (declared.descriptions().isEmpty()) {
      return now;
    }
    ServerConfiguration next = now;
    Set<ServiceDescription> named = new HashSet<>();
    for (Declaration.Description description : declared.descriptions().get()) {
      Optional<ServiceDescription> meant = DescriptionAddress.of(description).in(known);
      if (meant.isPresent()) {
        named.add(meant.get());
        next = endpoints(next, known, meant.get(), description);
      }
    }
    for (ServiceDescription description : known.serviceDescriptions()) {
      if (!named.contains(description)) {
        next = ServiceChanges.remove(next, known.id(), description.url());
      }
    }
    return next;
  }

  private static ServerConfiguration endpoints(
      ServerConfiguration now,
      Client owner,
      ServiceDescription known,
      Declaration.Description declared) {
    if (!known.isRest() || declared.endpoints().isEmpty()) {
      return now;
    }
    ServerConfiguration next = now;
    ServiceDescription.Service service = known.services().getFirst();
    for (Endpoint endpoint : service.endpoints().added()) {
      if (!declared.endpoints().get().contains(Words.text(endpoint))) {
        next = EndpointChanges.remove(next, owner.id(), service.code(), endpoint);
      }
    }
    return next;
  }

  private static ServerConfiguration certificates(
      ServerConfiguration now, Client known, Declaration.Client declared) {
    if (declared.certificates().isEmpty()) {
      return now;
    }
    Set<X509Certificate> named =
        declared.certificates().get().stream()
            .map(pem -> Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII)))
            .collect(Collectors.toSet());
    ServerConfiguration next = now;
    for (X509Certificate certificate : known.informationSystemCertificates()) {
      if (!named.contains(certificate)) {
        next = ClientChanges.distrust(next, known.id(), Certificates.sha256(certificate));
      }
    }
    return next;
  }
}
