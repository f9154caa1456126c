// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.token.AccountKeys;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.Keyring;
import org.postroad.securityserver.keys.RequestWish;
import org.postroad.securityserver.mail.MailSettings;
import org.postroad.securityserver.mail.Mailer;
import org.postroad.securityserver.mail.SmtpSite;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.signer.KeptRequest;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** The parts of a server that certificates are ordered with, an authority and a mail server. */
final class AcmeServerParts implements AutoCloseable {
  static final TestInstance INSTANCE = new TestInstance();
  static final MemberId MEMBER = TestInstance.CALLER.member();
  static final String CA = INSTANCE.authority().name();
  static final Author ANNA = new Author("anna", "");

  /** Made once, since it takes its time. */
  private static final AccountKeys ACCOUNTS =
      AccountKeys.none().withNew("TEST:GOV:1234", TestAuthority.NOW, new SecureRandom());

  final Path directory;
  final StandingClock clock = new StandingClock();
  final AcmeAuthority authority;
  final SmtpSite mail = new SmtpSite();
  final Challenges challenges = new Challenges();
  final List<ManagementRequest> sent = new ArrayList<>();
  Optional<Fault> registryDown = Optional.empty();
  Optional<String> unproven = Optional.empty();
  private final NetThreads threads = NetThreads.start(1);
  private final HttpListener port;
  private final ServerConfigurationStore store;
  final LiveConfiguration live;
  ServerKeys keys;
  KeyAdministration administration;

  AcmeServerParts(Path directory) {
    this(directory, new HttpSite());
  }

  /**
   * @param site where the ACME server is served
   */
  AcmeServerParts(Path directory, HttpSite site) {
    this.directory = directory;
    authority = new AcmeAuthority(site, new TestIssuer(INSTANCE.authority(), clock));
    port =
        HttpListener.open(
            threads,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            HttpLimits.DEFAULT,
            new ChallengePort(challenges));
    authority.proofs = URI.create("http://127.0.0.1:" + port.address().getPort());
    store = ServerConfigurationStore.open(directory.resolve("conf"), clock);
    store.save(0, configuration(), "test", "beginning");
    var saved = store.load().orElseThrow();
    live =
        new LiveConfiguration(
            store, new PublishedConfiguration(saved.configuration(), clock), saved);
    write("acme.yml", "account-keystore-password: account password\n");
    write(
        "mail.yml",
        "host: 127.0.0.1\nport: %d\ncontacts:\n  'TEST:GOV:1234': keys@example.org\n"
            .formatted(mail.port()));
    start();
    keepAccounts();
  }

  private void keepAccounts() {
    try (var out = Files.newOutputStream(directory.resolve("keys/acme.p12"))) {
      ACCOUNTS.save(out, "account password".toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServerConfiguration configuration() {
    return new ServerConfiguration(
        TestInstance.CALLER_SERVER,
        List.of(),
        List.of(
            TestInstance.client(
                TestInstance.CALLER, Client.ConnectionType.HTTP, List.of(), List.of())));
  }

  void write(String name, String text) {
    try {
      Path file = Files.writeString(directory.resolve(name), text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As after a start of the process: only what is on disk is known. */
  void start() {
    keys = ServerKeys.open(directory.resolve("keys"), "1234".toCharArray());
    administration =
        new KeyAdministration(
            new Keyring(
                keys,
                OcspStore.open(directory.resolve("ocsp")),
                this::prove,
                List.of(),
                (_, change) -> change.run()),
            live,
            () ->
                INSTANCE.globalWithAcme(
                    new AcmeServer(
                        authority.directory().toString(),
                        Optional.empty(),
                        Optional.of("7"),
                        Optional.of("8"))),
            clock,
            new SecureRandom());
  }

  private void prove(X509Certificate certificate) {
    unproven.ifPresent(reason -> {
      throw new Fault(FaultCode.CERT_VALIDATION, reason);
    });
  }

  private Optional<Long> send(ManagementRequest request) {
    registryDown.ifPresent(fault -> {
      throw fault;
    });
    sent.add(request);
    return Optional.of(1L);
  }

  CertificateOffice.Subject subject(AcmeSettings settings) {
    return new CertificateOffice.Subject(
        administration,
        new Registrations(this::send, live),
        () ->
            INSTANCE.globalWithAcme(
                new AcmeServer("", Optional.empty(), Optional.empty(), Optional.empty())),
        () -> TestInstance.CALLER_SERVER,
        true,
        new Mailer(directory.resolve("mail.yml"), MailSettings.DEFAULT, "ss1", clock),
        new CertificateOffice.Places(
            directory.resolve("acme.yml"),
            directory.resolve("mail.yml"),
            directory.resolve("keys/acme.p12"),
            settings.trusted()),
        settings,
        clock,
        new SecureRandom());
  }

  /** Waits by moving the clock. */
  AutomaticCertificates certificates() {
    return certificates(clock::set);
  }

  AutomaticCertificates certificates(Waiting waiting) {
    return certificates(AcmeSettings.DEFAULT, waiting);
  }

  AutomaticCertificates certificates(AcmeSettings settings, Waiting waiting) {
    return CertificateOffice.certificates(subject(settings), challenges, waiting);
  }

  RenewalJob job(AcmeSettings settings) {
    return CertificateOffice.job(subject(settings), challenges, clock::set);
  }

  /** A key with a request for a certificate. */
  KeptRequest request(KeyUse use) {
    String key = administration.generate("0", KeyKind.EC_P256, "made for it").id();
    return administration.request(
        key, new RequestWish(use, MEMBER, CA, Map.of(RequestWish.ALTERNATIVE_NAME, "ss1.test")));
  }

  @Override
  public void close() {
    keys.close();
    store.close();
    port.close();
    threads.close();
    mail.close();
    authority.close();
  }
}
