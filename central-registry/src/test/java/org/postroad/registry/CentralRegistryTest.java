// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.OTHER_AUTHENTICATION;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.ClusterStatus;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.registry.trust.TrustCommand.ApproveTimestampingService;
import org.postroad.testing.StandingClock;

class CentralRegistryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T04:00:00Z"), ZoneOffset.UTC);
  private static final Author AUTHOR = new Author("tester", "because");
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final MemberId AGENCY = new MemberId("DEV", "GOV", "1");
  private static final MemberId COMPANY = new MemberId("DEV", "COM", "2");
  private static final SubsystemId PEOPLE = new SubsystemId(AGENCY, "People");
  private static final SubsystemId SHOP = new SubsystemId(COMPANY, "Shop");
  private static final SecurityServerId SS1 = new SecurityServerId(AGENCY, "SS1");
  private static final SecurityServerId SS2 = new SecurityServerId(COMPANY, "SS2");
  private static final GlobalGroupId GROUP = new GlobalGroupId("DEV", "friends");

  @TempDir private Path folder;

  private RegistryOptions options() {
    return RegistryOptions.of(
            "DEV",
            folder.resolve("registry"),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            PIN)
        .withKeyKind(KeyKind.EC_P256);
  }

  private CentralRegistry open() {
    return open(options());
  }

  private static CentralRegistry open(RegistryOptions options) {
    return CentralRegistry.open(options, CLOCK, new SecureRandom());
  }

  private static void register(CentralRegistry registry) {
    List.<MembershipCommand>of(
            new DefineMemberClass("GOV", "Government"),
            new DefineMemberClass("COM", "Commerce"),
            new AddMember(AGENCY, "Agency"),
            new AddMember(COMPANY, "Company"),
            new AddSubsystem(PEOPLE, Optional.of("Registry of people")),
            new AddSubsystem(SHOP, Optional.empty()),
            new RegisterServer(SS1, "127.0.0.1", AUTHENTICATION),
            new RegisterServer(SS2, "127.0.0.2", OTHER_AUTHENTICATION),
            new RegisterClient(SS1, PEOPLE),
            new RegisterClient(SS2, SHOP),
            new DefineGroup(GROUP, "Friends"),
            new AddGroupMember(GROUP, SHOP),
            new SetManagementServiceProvider(PEOPLE))
        .forEach(command -> registry.execute(command, AUTHOR));
    registry.execute(
        new ApproveCertificationService(
            new CertificationService(
                "Test CA",
                false,
                new Authority(
                    AUTHORITY,
                    List.of(
                        new OcspService(
                            "http://127.0.0.1:8888", Optional.empty(), Optional.empty()))),
                List.of(),
                "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider",
                Optional.empty(),
                Optional.empty())),
        AUTHOR);
    registry.execute(
        new ApproveTimestampingService(
            new TimestampingService(
                "Test TSA", "http://127.0.0.1:8899", AUTHENTICATION, Optional.empty())),
        AUTHOR);
  }

  private static byte[] download(URI uri) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
      assertEquals(200, response.statusCode(), uri.toString());
      return response.body();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** What a client does: from the anchor to the directory to its parts, as stored files. */
  private static GlobalConfiguration fetch(ConfigurationAnchor anchor, int version)
      throws IOException {
    var source = anchor.sources().getFirst();
    URI uri = URI.create(source.downloadUrl() + "?version=" + version);
    SignedDirectory directory =
        SignedDirectory.verify(download(uri), source.verificationCertificates(), CLOCK.instant());
    var files = new HashMap<String, byte[]>();
    files.put("instance-identifier", anchor.instance().getBytes(UTF_8));
    for (PartReference part : directory.parts()) {
      byte[] content = download(part.resolve(uri));
      part.check(content);
      String name = part.instance() + "/" + part.storedName();
      files.put(name, content);
      files.put(name + PartMetadata.SUFFIX, PartMetadata.of(directory, part).toJson());
    }
    return GlobalConfiguration.read(files);
  }

  @Test
  void aClientLearnsEverythingFromTheAnchor() throws IOException {
    try (CentralRegistry registry = open()) {
      register(registry);
      registry.publish();
      for (int version = 2; version <= 6; version++) {
        GlobalConfiguration configuration = fetch(registry.internalAnchor(), version);
        assertEquals(Instant.parse("2026-11-21T04:10:00Z"), configuration.expires());
        assertEquals(
            List.of(new ServerAddress(SS1, "127.0.0.1", Optional.empty())),
            configuration.addressesOf(PEOPLE));
        assertEquals(
            Optional.of(SS2),
            configuration.serverOfAuthenticationCertificate(OTHER_AUTHENTICATION));
        assertTrue(configuration.authenticationCertificateServes(OTHER_AUTHENTICATION, SHOP));
        assertTrue(configuration.isMember(GROUP, SHOP));
        assertTrue(
            configuration.isMember(new GlobalGroupId("DEV", "security-server-owners"), COMPANY));
        assertEquals(List.of(AUTHORITY), configuration.authorityCertificates());
        assertEquals(
            List.of("http://127.0.0.1:8899"),
            configuration.timestampAuthorities().stream().map(tsa -> tsa.url()).toList());
        assertEquals(Optional.of(PEOPLE), configuration.managementServiceProvider());
        assertEquals(
            version < 5 ? Optional.empty() : Optional.of("Registry of people"),
            configuration.subsystemName(PEOPLE));
        assertEquals(
            Optional.empty(), fetch(registry.externalAnchor(), version).privateParameters());
      }
      String address = "127.0.0.1:" + registry.address().getPort();
      assertEquals(
          "http://" + address + "/internalconf",
          registry.internalAnchor().sources().getFirst().downloadUrl());
      assertEquals(
          "https://127.0.0.1:4001/managementservice/",
          fetch(registry.internalAnchor(), 6)
              .privateParameters()
              .orElseThrow()
              .managementService()
              .address());
    }
  }

  @Test
  void aRestartBringsEverythingBackAndPublishesAtOnce() throws IOException {
    List<X509Certificate> certificates;
    try (CentralRegistry registry = open()) {
      register(registry);
      registry.publish();
      certificates = registry.internalAnchor().sources().getFirst().verificationCertificates();
    }
    try (CentralRegistry registry = open()) {
      assertEquals(
          certificates, registry.internalAnchor().sources().getFirst().verificationCertificates());
      assertEquals(Set.of("DEV"), fetch(registry.internalAnchor(), 6).instances());
      assertTrue(fetch(registry.internalAnchor(), 6).exists(SHOP));
      assertFault(
          FaultCode.INVALID_REQUEST,
          () -> registry.execute(new AddMember(AGENCY, "again"), AUTHOR));
    }
  }

  @Test
  void aRefusedCommandLeavesNoTrace() {
    try (CentralRegistry registry = open()) {
      var before = registry.snapshot();
      assertFault(
          FaultCode.INVALID_REQUEST,
          () -> registry.execute(new AddMember(AGENCY, "no class"), AUTHOR));
      assertEquals(before, registry.snapshot());
    }
    try (CentralRegistry registry = open()) {
      assertEquals(List.of(), registry.snapshot().membership().members());
    }
  }

  @Test
  void anEmptyRegistryServesNothingAndSaysWhy() throws IOException, InterruptedException {
    try (CentralRegistry registry = open();
        HttpClient client = HttpClient.newHttpClient()) {
      assertEquals(Optional.empty(), registry.published());
      assertFault(FaultCode.NOT_FOUND, registry::publish);
      assertTrue(registry.publicationStatus().problem().contains("management service provider"));
      var uri = URI.create(registry.internalAnchor().sources().getFirst().downloadUrl());
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
      assertEquals(404, response.statusCode());
    }
  }

  /** Tells when the thread that publishes has asked for the time so and so often. */
  private static final class WatchedClock extends Clock {
    private final CountDownLatch asked;

    WatchedClock(CountDownLatch asked) {
      this.asked = asked;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      if (Thread.currentThread().getName().equals("registry-publication")) {
        asked.countDown();
      }
      return CLOCK.instant();
    }
  }

  @Test
  void itPublishesByItselfAtTheInterval() throws InterruptedException {
    try (CentralRegistry registry = open()) {
      register(registry);
    }
    var policy =
        new RegistryOptions.Policy(
            Duration.ofMillis(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Optional.empty(),
            Optional.empty());
    var secondRunBegan = new CountDownLatch(2);
    try (CentralRegistry registry =
        CentralRegistry.open(
            options().withPolicy(policy), new WatchedClock(secondRunBegan), new SecureRandom())) {
      Instant first = registry.published().orElseThrow().generatedAt();
      assertTrue(secondRunBegan.await(60, TimeUnit.SECONDS));
      assertTrue(first.isBefore(registry.published().orElseThrow().generatedAt()));
    }
  }

  @Test
  void signingKeysAreRotated() throws IOException {
    try (CentralRegistry registry = open()) {
      register(registry);
      String old =
          registry
              .snapshot()
              .node(RegistryNode.FIRST)
              .keys(ConfigurationSource.INTERNAL)
              .active()
              .orElseThrow()
              .keyId();
      var oldAnchor = registry.internalAnchor();
      String added = registry.addSigningKey(ConfigurationSource.INTERNAL, KeyKind.EC_P384, AUTHOR);
      registry.publish();
      assertEquals(
          2, registry.internalAnchor().sources().getFirst().verificationCertificates().size());
      fetch(oldAnchor, 6);
      registry.activateSigningKey(ConfigurationSource.INTERNAL, added, AUTHOR);
      registry.publish();
      assertFault(FaultCode.CERT_NOT_FOUND, () -> fetch(oldAnchor, 6));
      registry.deleteSigningKey(ConfigurationSource.INTERNAL, old, AUTHOR);
      registry.publish();
      fetch(registry.internalAnchor(), 6);
    }
    try (CentralRegistry registry = open()) {
      fetch(registry.internalAnchor(), 6);
    }
  }

  @Test
  void whatIsKeptIsForItsOwnerOnly() throws IOException {
    try (CentralRegistry registry = open()) {
      register(registry);
      Path directory = folder.resolve("registry");
      assertEquals(
          PosixFilePermissions.fromString("rwx------"), Files.getPosixFilePermissions(directory));
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(directory.resolve("token.p12")));
    }
  }

  @Test
  void aSecondRegistryInTheSameDirectoryIsRefused() {
    try (CentralRegistry registry = open()) {
      register(registry);
      assertFault(FaultCode.DATABASE_ERROR, this::open);
    }
  }

  @Test
  void aWrongPinIsRefused() {
    open().close();
    var wrong =
        new RegistryOptions(
            "DEV",
            folder.resolve("registry"),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Optional.empty(),
            "wrong".toCharArray(),
            KeyKind.EC_P256,
            RegistryOptions.Policy.DEFAULTS,
            RegistryOptions.Role.DEFAULT);
    assertFault(FaultCode.TOKEN_NOT_ACTIVE, () -> open(wrong));
    open().close();
  }

  @Test
  void aLostTokenIsNoticedAtTheStart() throws IOException {
    open().close();
    Files.delete(folder.resolve("registry/token.p12"));
    assertFault(FaultCode.KEY_NOT_FOUND, this::open);
  }

  @Test
  void configurationThatExpiresBeforeItIsRenewedIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new RegistryOptions.Policy(
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                Duration.ofHours(1),
                Optional.empty(),
                Optional.empty()));
  }

  /** Directories of every version verify with openssl and text tools alone (A42). */
  @ParameterizedTest
  @EnumSource(
      value = KeyKind.class,
      names = {"RSA_2048", "EC_P256"})
  void directoriesVerifyWithOpenssl(KeyKind kind) throws IOException, InterruptedException {
    try (CentralRegistry registry = open(options().withKeyKind(kind))) {
      register(registry);
      registry.publish();
      Path root = folder.resolve("registry/public");
      for (ConfigurationSource source : ConfigurationSource.values()) {
        X509Certificate certificate =
            registry.snapshot().node(RegistryNode.FIRST).keys(source).certificates().getFirst();
        Path pem = folder.resolve(source + ".pem");
        Files.writeString(pem, Certificates.pem(certificate));
        String parts =
            source == ConfigurationSource.INTERNAL
                ? "PRIVATE-PARAMETERS\nSHARED-PARAMETERS\nMEMBER-CERTIFICATES\n"
                : "SHARED-PARAMETERS\n";
        for (int version = 2; version <= 6; version++) {
          Path directory = root.resolve("V" + version).resolve(source.directoryName());
          assertEquals(parts, verifyWithOpenssl(directory, pem, root), directory.toString());
        }
      }
      Path wrong = folder.resolve("EXTERNAL.pem");
      assertEquals("exit 1", verifyWithOpenssl(root.resolve("V6/internalconf"), wrong, root));
    }
  }

  private String verifyWithOpenssl(Path directory, Path certificate, Path root)
      throws IOException, InterruptedException {
    Path script = folder.resolve("verify-directory.sh");
    if (!Files.exists(script)) {
      try (var in = CentralRegistryTest.class.getResourceAsStream("verify-directory.sh")) {
        Files.write(script, in.readAllBytes());
      }
    }
    var process =
        new ProcessBuilder(
                "sh",
                script.toString(),
                directory.toString(),
                certificate.toString(),
                root.toString())
            .redirectError(folder.resolve("openssl.log").toFile())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    int exit = process.waitFor();
    return exit == 0 ? output : "exit " + exit;
  }

  /** Row F11: by how long ago a node published. */
  @Test
  void aNodeIsJudgedByWhenItPublishedLast() {
    var clock = new StandingClock(CLOCK.instant());
    try (CentralRegistry registry = CentralRegistry.open(options(), clock, new SecureRandom())) {
      assertEquals(ClusterStatus.State.UNKNOWN, stateOfTheOnlyNode(registry));
      register(registry);
      registry.publish();
      assertEquals(ClusterStatus.State.OK, stateOfTheOnlyNode(registry));
      clock.move(Duration.ofMinutes(1).plusSeconds(1));
      assertEquals(ClusterStatus.State.WARN, stateOfTheOnlyNode(registry));
      clock.move(Duration.ofMinutes(9));
      assertEquals(ClusterStatus.State.ERROR, stateOfTheOnlyNode(registry));
      assertFalse(registry.clusterStatus().isAllOk());
    }
  }

  private static ClusterStatus.State stateOfTheOnlyNode(CentralRegistry registry) {
    return registry.clusterStatus().nodes().getFirst().state();
  }
}
