// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Registration;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * Stage: what a global configuration says of this server, its clients and its authentication
 * certificates becomes their state (B62, D23). Nothing else decides: a response of the registry to
 * a request does not.
 */
final class FollowConfiguration {
  private final GlobalConfiguration global;
  private final List<X509Certificate> certificates;
  private final List<String> reasons = new ArrayList<>();

  /**
   * What came of it.
   *
   * @param reasons what has changed, nothing where {@code next} is as it was
   */
  record Followed(ServerConfiguration next, List<String> reasons) {
    Followed {
      reasons = List.copyOf(reasons);
    }
  }

  private FollowConfiguration(GlobalConfiguration global, List<X509Certificate> certificates) {
    this.global = global;
    this.certificates = certificates;
  }

  /**
   * Follows.
   *
   * @param certificates that this server has keys of and may authenticate itself with
   */
  static Followed apply(
      ServerConfiguration now, GlobalConfiguration global, List<X509Certificate> certificates) {
    FollowConfiguration follow = new FollowConfiguration(global, certificates);
    ServerConfiguration owned = follow.owner(now);
    ServerConfiguration seen = follow.clients(owned);
    Registration registration = follow.certificates(seen);
    Registration settled = follow.settled(seen.id(), registration);
    return new Followed(
        settled.equals(seen.registration()) ? seen : seen.withRegistration(settled),
        follow.reasons);
  }

  /** Where the server is gone, another member here may have become its owner (B55). */
  private ServerConfiguration owner(ServerConfiguration now) {
    if (global.server(now.id()).isPresent()) {
      return now;
    }
    for (Client client : now.clients()) {
      if (client.id() instanceof MemberId member && !member.equals(now.id().owner())) {
        SecurityServerId other = new SecurityServerId(member, now.id().serverCode());
        if (certificates.stream().anyMatch(certificate -> isListed(certificate, other))) {
          reasons.add("the server is now " + other);
          return now.withId(other);
        }
      }
    }
    return now;
  }

  private ServerConfiguration clients(ServerConfiguration now) {
    List<Client> next = new ArrayList<>();
    boolean changed = false;
    for (Client client : now.clients()) {
      Client.Status seen = client.status().seen(global.isRegistered(client.id(), now.id()));
      if (seen == client.status()) {
        next.add(client);
        continue;
      }
      changed = true;
      next.add(client.withStatus(seen));
      reasons.add("client " + client.id() + " is now " + words(seen));
    }
    return changed ? now.withClients(next) : now;
  }

  private Registration certificates(ServerConfiguration now) {
    Registration next = now.registration();
    for (X509Certificate certificate : certificates) {
      var digest = Certificates.sha256(certificate);
      CertificateStatus known = next.certificate(digest);
      CertificateStatus seen = known.seen(isListed(certificate, now.id()));
      if (seen != known) {
        next = next.withCertificate(digest, seen);
        reasons.add("authentication certificate " + digest.hex() + " is now " + words(seen));
      }
    }
    return next;
  }

  private boolean isListed(X509Certificate certificate, SecurityServerId server) {
    return global.server(server).map(SharedParameters.Server::authenticationCertificates).stream()
        .flatMap(List::stream)
        .anyMatch(digest -> digest.matches(Certificates.digest(certificate, digest.algorithm())));
  }

  /** Without what is to be seen now, so that nobody waits for it any longer. */
  private Registration settled(SecurityServerId id, Registration registration) {
    Registration next = registration;
    Optional<String> address = registration.address();
    if (address.isPresent() && global.addressOf(id).equals(address)) {
      next = next.withAddress(Optional.empty());
      reasons.add("the address is now " + address.get());
    }
    if (registration.maintenance().filter(asked -> isIn(asked, id)).isPresent()) {
      next = next.withMaintenance(Optional.empty());
      reasons.add("the maintenance mode is as it was asked for");
    }
    for (Map.Entry<SubsystemId, String> name : registration.names().entrySet()) {
      if (global.subsystemName(name.getKey()).equals(Optional.of(name.getValue()))) {
        next = next.withoutName(name.getKey());
        reasons.add("the name of " + name.getKey() + " is now " + name.getValue());
      }
    }
    return next;
  }

  private boolean isIn(Registration.Maintenance asked, SecurityServerId id) {
    Optional<SharedParameters.Server> server = global.server(id);
    return server.isPresent()
        && server.get().maintenance().isPresent() == (asked == Registration.Maintenance.BEGINNING);
  }

  static String words(Enum<?> status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
