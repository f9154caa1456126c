// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.Renewals;
import org.postroad.securityserver.keys.Renewals.Ordered;
import org.postroad.securityserver.keys.Renewals.Renewable;
import org.postroad.securityserver.mail.MailKind;
import org.postroad.securityserver.mail.Mailer;
import org.shredzone.acme4j.Login;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks what is to be done and does it (C85): goes on with what was ordered, renews what is due,
 * registers and activates what was renewed, gives accounts new keys. What fails is kept with the
 * certificate, told once for each reason, and tried again.
 */
final class RenewalJob {
  private static final Logger LOG = LoggerFactory.getLogger(RenewalJob.class);

  private final AutomaticCertificates certificates;
  private final Renewals renewals;
  private final Accounts accounts;
  private final RenewalTimes times;
  private final RenewedCertificates renewed;
  private final Mailer mailer;
  private final AcmeSettings settings;
  private final Clock clock;

  RenewalJob(
      AutomaticCertificates certificates,
      Renewals renewals,
      Accounts accounts,
      RenewalTimes times,
      RenewedCertificates renewed,
      Mailer mailer,
      AcmeSettings settings,
      Clock clock) {
    this.certificates = certificates;
    this.renewals = renewals;
    this.accounts = accounts;
    this.times = times;
    this.renewed = renewed;
    this.mailer = mailer;
    this.settings = settings;
    this.clock = clock;
  }

  /** Looks once; whether nothing failed. */
  boolean look() {
    Optional<AcmeFile> file = certificates.credentials();
    if (file.isEmpty()) {
      return true;
    }
    boolean good = true;
    Set<String> tried = new HashSet<>();
    for (Ordered ordered : renewals.ordered()) {
      ordered.order().replaces().ifPresent(tried::add);
      good &= brought(ordered);
    }
    if (settings.renew()) {
      for (Renewable each : renewals.renewable()) {
        if (!tried.contains(each.state().hash()) && isDue(file.get(), each)) {
          good &= renewedNow(each);
        }
      }
      good &= renewed.look();
      good &= keysRenewed(file.get());
    }
    return good;
  }

  private boolean isDue(AcmeFile file, Renewable each) {
    String hash = each.state().hash();
    Instant time = time(file, each);
    renewals.note(hash, note -> note.withNext(time));
    return !clock.instant().isBefore(time);
  }

  /** An authority that does not answer is not asked when, but whether. */
  private Instant time(AcmeFile file, Renewable each) {
    Instant alone = times.byItself(each.state().certificate());
    KeyUse use = each.state().use();
    String alias = file.alias(each.service().name(), each.member(), use);
    try (AcmeSession session = accounts.session(each.service().acmeServer().orElseThrow(), use)) {
      Login nobody =
          AcmeSession.unregistered(session, certificates.alone(() -> accounts.key(file, alias)));
      return times.of(nobody, each.state().certificate(), each.state().renewal().next());
    } catch (Fault fault) {
      LOG.warn("{}; it is renewed at {}", fault.text(), alone);
      return alone;
    }
  }

  private boolean renewedNow(Renewable each) {
    try {
      return brought(renewals.begin(each));
    } catch (Fault fault) {
      failed(each.state().hash(), each.member(), fault);
      return false;
    }
  }

  private boolean brought(Ordered ordered) {
    Optional<String> replaces = ordered.order().replaces();
    try {
      CertificateState state = certificates.run(ordered, replaces.isEmpty());
      LOG.info("Certificate {} was issued", state.hash());
      mailer.tell(
          MailKind.ACME_SUCCESS,
          ordered.member(),
          "A certificate was issued",
          words(state) + "\n\nIts SHA-256 is " + state.hash() + "." + after(state));
      return true;
    } catch (Fault fault) {
      LOG.warn("Request {} was not answered: {}", ordered.request().id(), fault.text());
      replaces.ifPresent(hash -> failed(hash, ordered.member(), fault));
      return false;
    }
  }

  private static String after(CertificateState state) {
    return state.active() ? "" : "\n\nIt is not in use yet.";
  }

  private void failed(String hash, MemberId member, Fault fault) {
    Optional<String> reason = Optional.of(fault.text());
    if (renewals.note(hash).error().equals(reason)) {
      return;
    }
    renewals.note(hash, note -> note.withError(reason));
    mailer.tell(
        MailKind.ACME_FAILURE,
        member,
        "A certificate could not be renewed",
        "The certificate with SHA-256 %s could not be renewed:\n\n%s\n\nIt is tried again."
            .formatted(hash, fault.text()));
  }

  private static String words(CertificateState state) {
    return "The %s certificate %s is valid until %s."
        .formatted(
            state.use() == KeyUse.SIGNING ? "signing" : "authentication",
            Certificates.displayName(state.certificate()),
            state.certificate().getNotAfter().toInstant());
  }

  private boolean keysRenewed(AcmeFile file) {
    boolean good = true;
    for (AccountHolders each : AccountHolders.of(file, renewals)) {
      if (accounts.isDue(file, each.alias(), settings.accountAhead())) {
        good &= keyRenewed(file, each.alias(), each.holders());
      }
    }
    return good;
  }

  private boolean keyRenewed(AcmeFile file, String alias, List<Accounts.Holder> holders) {
    try {
      certificates.alone(() -> {
        accounts.renew(file, alias, holders);
        return alias;
      });
      LOG.info("The account {} has a new key", alias);
      return true;
    } catch (Fault fault) {
      LOG.warn("The account {} has no new key: {}", alias, fault.text());
      return false;
    }
  }
}
