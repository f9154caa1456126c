// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.mail.Mailer;
import org.postroad.securityserver.registration.Registrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The automatic certificates of a server: ordered when somebody asks for them, renewed by a thread
 * {@code acme-renewal} that looks every hour (C80 to C85). What it works with is made with the
 * first thing to do; {@code lock} is held meanwhile.
 */
public final class CertificateOffice implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateOffice.class);

  private final Subject subject;
  private final Challenges challenges;
  private final Waiting.OfServer waiting;
  private final ReentrantLock lock = new ReentrantLock();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("acme-renewal").factory());

  @GuardedBy("lock")
  private Optional<Parts> made = Optional.empty();

  /**
   * What certificates are ordered for.
   *
   * @param changeable whether this node may change anything
   */
  public record Subject(
      KeyAdministration keys,
      Registrations registrations,
      Supplier<GlobalConfiguration> global,
      Supplier<SecurityServerId> server,
      boolean changeable,
      Mailer mailer,
      Places places,
      AcmeSettings settings,
      Clock clock,
      SecureRandom random) {}

  /**
   * Where things are.
   *
   * @param credentials in the form of {@code acme.yml}
   * @param mail in the form of {@code mail.yml}, for the contact of an account
   * @param accountKeys in the form of {@code acme.p12}
   * @param trusted certificates in PEM of those who certify ACME servers, beside those whom the
   *     Java runtime trusts
   */
  public record Places(Path credentials, Path mail, Path accountKeys, Optional<Path> trusted) {}

  /**
   * Whether an authority asks for credentials, and whether there are any (C81).
   *
   * @param required whether an account is bound to one that is known to the authority otherwise
   */
  public record Credentials(boolean required, boolean present) {}

  private record Parts(AutomaticCertificates certificates, RenewalJob job) {}

  private CertificateOffice(Subject subject, Challenges challenges) {
    this.subject = subject;
    this.challenges = challenges;
    this.waiting = new Waiting.OfServer(subject.clock());
  }

  /**
   * Looks after certificates until closed.
   *
   * @param challenges answered at the {@link ChallengePort}
   */
  public static CertificateOffice open(Subject subject, Challenges challenges) {
    CertificateOffice office = new CertificateOffice(subject, challenges);
    if (subject.changeable()) {
      office.lookAfter(subject.settings().retry());
    }
    return office;
  }

  private void lookAfter(Duration delay) {
    var _ = schedule.schedule(this::look, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    boolean good = false;
    try {
      good = !Files.exists(subject.places().credentials()) || parts().job().look();
    } catch (RuntimeException e) {
      LOG.error("Certificates could not be looked after", e);
    }
    if (!schedule.isShutdown()) {
      lookAfter(good ? subject.settings().interval() : subject.settings().retry());
    }
  }

  /** Asks an authority whether it wants credentials, and looks whether there are any. */
  public Credentials credentials(String authority, MemberId member, KeyUse use) {
    return parts().certificates().credentials(authority, member, use);
  }

  /**
   * Orders a certificate for a request that was made, waits for it and puts it into use.
   *
   * @throws org.postroad.protocol.fault.Fault what the authority said, or what is missing here
   */
  public CertificateState order(String request, String authority) {
    return parts().certificates().order(request, authority);
  }

  private Parts parts() {
    lock.lock();
    try {
      Parts parts = made.orElseGet(() -> parts(subject, challenges, waiting));
      made = Optional.of(parts);
      return parts;
    } finally {
      lock.unlock();
    }
  }

  private static Parts parts(Subject subject, Challenges challenges, Waiting waiting) {
    Accounts accounts =
        new Accounts(
            subject.places().accountKeys(),
            new AcmeTrust(subject.places().trusted()),
            subject.clock(),
            subject.random());
    AutomaticCertificates certificates =
        new AutomaticCertificates(
            subject.places(),
            subject.keys().renewals(),
            accounts,
            new Ordering(
                challenges,
                new Polling(subject.settings(), waiting, subject.clock()),
                subject.clock()));
    return new Parts(certificates, job(subject, certificates, accounts));
  }

  /** The job by itself, for whoever looks when it likes. */
  static RenewalJob job(Subject subject, Challenges challenges, Waiting waiting) {
    return parts(subject, challenges, waiting).job();
  }

  /** Orders by itself. */
  static AutomaticCertificates certificates(
      Subject subject, Challenges challenges, Waiting waiting) {
    return parts(subject, challenges, waiting).certificates();
  }

  private static RenewalJob job(
      Subject subject, AutomaticCertificates certificates, Accounts accounts) {
    return new RenewalJob(
        certificates,
        subject.keys().renewals(),
        accounts,
        new RenewalTimes(subject.settings().ahead(), subject.random()),
        new RenewedCertificates(
            subject.keys(),
            subject.registrations(),
            subject.global(),
            subject.server(),
            subject.mailer(),
            subject.settings()),
        subject.mailer(),
        subject.settings(),
        subject.clock());
  }

  @Override
  public void close() {
    waiting.close();
    schedule.shutdownNow();
  }
}
