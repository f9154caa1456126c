// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.Renewals;
import org.postroad.securityserver.keys.Renewals.Ordered;
import org.postroad.securityserver.mail.MailFile;
import org.shredzone.acme4j.Login;

/**
 * Orders certificates from authorities (C80 to C84). One order is worked on at a time, by whoever
 * asks for it: {@code lock} is held meanwhile.
 */
final class AutomaticCertificates {
  private final CertificateOffice.Places places;
  private final Renewals renewals;
  private final Accounts accounts;
  private final Ordering ordering;
  private final ReentrantLock lock = new ReentrantLock();

  AutomaticCertificates(
      CertificateOffice.Places places, Renewals renewals, Accounts accounts, Ordering ordering) {
    this.places = places;
    this.renewals = renewals;
    this.accounts = accounts;
    this.ordering = ordering;
  }

  /** The credentials, unless nothing is to be ordered here. */
  Optional<AcmeFile> credentials() {
    try {
      return AcmeFile.read(places.credentials());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }

  /** Asks an authority whether it wants credentials, and looks whether there are any. */
  CertificateOffice.Credentials credentials(String authority, MemberId member, KeyUse use) {
    AcmeServer server = server(authority);
    boolean present =
        credentials().flatMap(file -> file.binding(authority, member, use)).isPresent();
    try (AcmeSession session = accounts.session(server, use)) {
      boolean required =
          AcmeCall.ask("its directory", session.session()::getMetadata).isExternalAccountRequired();
      return new CertificateOffice.Credentials(required, present);
    }
  }

  private AcmeServer server(String authority) {
    return renewals
        .service(authority)
        .flatMap(CertificationService::acmeServer)
        .orElseThrow(() ->
            new Fault(
                FaultCode.NOT_FOUND,
                "There is no authority " + authority + " with an ACME server"));
  }

  /**
   * Orders a certificate for a request that was made, and puts it into use. An authority that takes
   * its time is asked again by the next look at what is due.
   */
  CertificateState order(String request, String authority) {
    renewals.requireChangeable();
    var _ = server(authority);
    var _ = required();
    return run(renewals.order(request, authority, Optional.empty()), true);
  }

  /** Goes on with an order until its certificate is here. */
  CertificateState run(Ordered ordered, boolean active) {
    return alone(() -> {
      Ordered now = renewals.ordered(ordered.request().id());
      try {
        return renewals.take(now, issued(now), active);
      } catch (OrderLost lost) {
        renewals.forget(now.order());
        throw new Fault(FaultCode.SERVICE_FAILED, String.valueOf(lost.getMessage()), lost);
      }
    });
  }

  /** Does something with accounts or orders while nobody else does. */
  <T> T alone(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  private X509Certificate issued(Ordered ordered) {
    AcmeFile file = required();
    KeyUse use = ordered.request().use();
    var holder =
        new Accounts.Holder(ordered.service(), ordered.member(), use, contact(ordered.member()));
    try (AcmeSession session =
        accounts.session(ordered.service().acmeServer().orElseThrow(), use)) {
      Login login = accounts.login(session, file, holder);
      return ordering.run(
          login,
          new Ordering.Wanted(
              renewals.domain(ordered),
              renewals.encoded(ordered),
              ordered.order().location(),
              ordered.order().replaces().flatMap(renewals::certificate),
              where -> renewals.keep(ordered.order().at(Optional.of(where)))));
    }
  }

  private AcmeFile required() {
    return credentials()
        .orElseThrow(() ->
            new Fault(
                FaultCode.INVALID_REQUEST,
                "Nothing is ordered without %s, which has the password of the account keys"
                    .formatted(places.credentials())));
  }

  /** Whom an authority writes to about the certificates of a member (C86). */
  String contact(MemberId member) {
    try {
      return MailFile.read(places.mail())
          .flatMap(mail -> mail.contact(member))
          .orElseThrow(() ->
              new Fault(
                  FaultCode.INVALID_REQUEST,
                  "%s has no contact for %s, which every authority asks for"
                      .formatted(places.mail(), member.text())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }
}
