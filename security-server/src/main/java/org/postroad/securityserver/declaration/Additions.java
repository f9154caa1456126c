// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.LocalGroupId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Client.LocalGroup;
import org.postroad.securityserver.conf.ClientChanges;
import org.postroad.securityserver.conf.ProposedChange;
import org.postroad.securityserver.conf.RightChanges;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;

/**
 * Stage: everything that a tree names is there, and is as it says; nothing else is touched. The
 * services of different clients have nothing to do with each other, so their descriptions are
 * downloaded beside each other.
 */
final class Additions {
  private static final int AT_ONCE = 16;

  private final Declaration tree;
  private final GlobalConfiguration global;
  private final DeclaredServices services;
  private final Problems problems;
  private final List<ProposedChange.Warning> warnings = new ArrayList<>();

  Additions(
      Declaration tree, GlobalConfiguration global, DeclaredServices services, Problems problems) {
    this.tree = tree;
    this.global = global;
    this.services = services;
    this.problems = problems;
  }

  /** What somebody should know of it. */
  List<ProposedChange.Warning> warnings() {
    List<ProposedChange.Warning> all = new ArrayList<>(warnings);
    all.addAll(services.warnings());
    return all;
  }

  ServerConfiguration apply(ServerConfiguration now) {
    ServerConfiguration next = problems.attempt(now, "timestamping", this::timestamped);
    next = each(next, this::present);
    next = each(next, this::grouped);
    next = served(next);
    return each(next, this::allowed);
  }

  private List<Declaration.Client> clients() {
    return tree.clients().orElse(List.of());
  }

  private ServerConfiguration each(
      ServerConfiguration now,
      BiFunction<ServerConfiguration, Declaration.Client, ServerConfiguration> change) {
    ServerConfiguration next = now;
    for (Declaration.Client client : clients()) {
      next = problems.attempt(next, client.id(), known -> change.apply(known, client));
    }
    return next;
  }

  private ServerConfiguration timestamped(ServerConfiguration now) {
    Set<String> approved =
        global.parameters(global.instance()).stream()
            .flatMap(parameters -> parameters.timestampingServices().stream())
            .map(service -> service.url())
            .collect(Collectors.toSet());
    List<URI> next = new ArrayList<>();
    for (String url : tree.timestamping().orElse(List.of())) {
      URI address = URI.create(url);
      if (!approved.contains(url) && !now.timestampServices().contains(address)) {
        throw Words.refused(url + " is no approved time-stamping service; these are " + approved);
      }
      next.add(address);
    }
    now.timestampServices().stream().filter(each -> !next.contains(each)).forEach(next::add);
    return next.equals(now.timestampServices()) ? now : now.withTimestampServices(next);
  }

  private ServerConfiguration present(ServerConfiguration now, Declaration.Client declared) {
    ClientId id = Words.client(declared.id());
    ConnectionType type =
        declared
            .connection()
            .map(text -> Words.word(ConnectionType.class, text))
            .orElse(ConnectionType.HTTPS);
    Optional<Client> known = now.client(id);
    ServerConfiguration next = now;
    if (known.isEmpty()) {
      ProposedChange added = ClientChanges.add(now, id, type, global);
      warnings.addAll(added.warnings());
      next = added.next();
    } else if (known.get().connectionType() != type) {
      next = ClientChanges.connect(now, id, type);
    }
    for (String pem : declared.certificates().orElse(List.of())) {
      var certificate = Certificates.parse(pem.getBytes(StandardCharsets.US_ASCII));
      if (!ClientChanges.known(next, id).informationSystemCertificates().contains(certificate)) {
        next = ClientChanges.trust(next, id, certificate);
      }
    }
    return named(next, id, declared.name());
  }

  /** A name that the registry does not know yet goes there with the client. */
  private static ServerConfiguration named(
      ServerConfiguration now, ClientId id, Optional<String> name) {
    if (name.isEmpty()) {
      return now;
    }
    if (!(id instanceof SubsystemId subsystem)) {
      throw Words.refused("a member has its name from the registry");
    }
    boolean here = ClientChanges.known(now, id).status() == Client.Status.SAVED;
    boolean isNew = !name.get().equals(now.registration().names().get(subsystem));
    return here && isNew
        ? now.withRegistration(now.registration().withName(subsystem, name.get()))
        : now;
  }

  private ServerConfiguration grouped(ServerConfiguration now, Declaration.Client declared) {
    ClientId owner = Words.client(declared.id());
    ServerConfiguration next = now;
    for (Declaration.Group group : declared.groups().orElse(List.of())) {
      next =
          problems.attempt(
              next,
              declared.id() + " group " + group.code(),
              known -> grouped(known, owner, group));
    }
    return next;
  }

  private ServerConfiguration grouped(
      ServerConfiguration now, ClientId owner, Declaration.Group declared) {
    LocalGroupId id = new LocalGroupId(declared.code());
    Optional<LocalGroup> known = group(now, owner, id);
    ServerConfiguration next =
        known.isPresent()
            ? now
            : RightChanges.addGroup(now, owner, id, declared.description().orElse(""));
    LocalGroup before = group(next, owner, id).orElseThrow();
    Set<ClientId> members = new HashSet<>(before.members());
    declared.members().orElse(List.of()).forEach(each -> members.add(Words.client(each)));
    LocalGroup after =
        new LocalGroup(id, declared.description().orElse(before.description()), members);
    return after.equals(before) ? next : RightChanges.changeGroup(next, owner, after, global);
  }

  private static Optional<LocalGroup> group(
      ServerConfiguration now, ClientId owner, LocalGroupId id) {
    return ClientChanges.known(now, owner).localGroups().stream()
        .filter(group -> group.id().equals(id))
        .findFirst();
  }

  private ServerConfiguration served(ServerConfiguration now) {
    Map<ClientId, Client> changed = changed(now);
    return changed.isEmpty()
        ? now
        : now.withClients(
            now.clients().stream().map(each -> changed.getOrDefault(each.id(), each)).toList());
  }

  private Map<ClientId, Client> changed(ServerConfiguration now) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      List<Future<ServerConfiguration>> all =
          clients().stream().map(each -> threads.submit(() -> services.of(now, each))).toList();
      List<Client> next = new ArrayList<>();
      for (int at = 0; at < all.size(); at++) {
        if (all.get(at).get() != now) {
          next.add(ClientChanges.known(all.get(at).get(), Words.client(clients().get(at).id())));
        }
      }
      return next.stream().collect(Collectors.toMap(Client::id, each -> each));
    } catch (ExecutionException failed) {
      throw new IllegalStateException("services of a client", failed.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Fault(FaultCode.INTERNAL_ERROR, "Interrupted while descriptions were read", e);
    }
  }

  private ServerConfiguration allowed(ServerConfiguration now, Declaration.Client declared) {
    ClientId owner = Words.client(declared.id());
    Set<AccessRight> known = new HashSet<>(ClientChanges.known(now, owner).accessRights());
    List<AccessRight> missing =
        rights(declared).stream().filter(right -> !known.contains(right)).toList();
    return missing.isEmpty() ? now : RightChanges.grant(now, owner, missing, global);
  }

  static Set<AccessRight> rights(Declaration.Client declared) {
    Set<AccessRight> rights = new LinkedHashSet<>();
    for (Declaration.Right right : declared.rights().orElse(List.of())) {
      Endpoint endpoint = right.endpoint().map(Words::endpoint).orElse(Endpoint.BASE);
      for (String subject : right.to()) {
        rights.add(new AccessRight(Words.subject(subject), right.service(), endpoint));
      }
    }
    return rights;
  }
}
