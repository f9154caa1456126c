// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.Generation;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.DisableClient;
import org.postroad.registry.membership.MembershipCommand.EnableClient;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.SigningKeyCommand.ActivateSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.trust.ApprovedServices;
import org.postroad.registry.trust.TrustCommand.TrustInstance;
import org.postroad.testing.ConfigurationSchema;

class PublicationTest {
  private static final Instant START = Instant.parse("2026-11-21T04:00:00.987Z");
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "People");

  @TempDir private Path root;
  @TempDir private Path localCopy;
  private Instant now = START;
  private final InstantSource time = () -> now;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return time.instant();
        }
      };
  private final SoftwareToken token = SoftwareToken.create();
  private final Membership membership = new Membership("DEV");
  private final SigningKeys keys = new SigningKeys();
  private final RegistryNodes nodes = new RegistryNodes();
  private final OptionalParts parts = new OptionalParts();
  private final ApprovedServices services = new ApprovedServices();
  private final CurrentGeneration current = new CurrentGeneration();
  private final Map<ConfigurationSource, String> keyIds = new HashMap<>();
  private Optional<String> brokenKey = Optional.empty();

  @BeforeEach
  void register() {
    membership.apply(new DefineMemberClass("GOV", "Government"));
    membership.apply(new AddMember(MEMBER, "Member"));
    membership.apply(new AddSubsystem(SUBSYSTEM, Optional.empty()));
    membership.apply(
        new RegisterServer(new SecurityServerId(MEMBER, "SS1"), "ss1.example", AUTHENTICATION));
    membership.apply(new RegisterClient(new SecurityServerId(MEMBER, "SS1"), SUBSYSTEM));
    membership.apply(new SetManagementServiceProvider(SUBSYSTEM));
    for (ConfigurationSource source : ConfigurationSource.values()) {
      keyIds.put(source, addKey(source));
    }
  }

  private String addKey(ConfigurationSource source) {
    var key = token.generate(KeyKind.EC_P256, new SecureRandom());
    X509Certificate certificate = key.selfSigned(source.keySubject(), Instant.EPOCH, START);
    keys.apply(new AddSigningKey(source, key.id(), certificate));
    return key.id();
  }

  private Publication publication() {
    var settings =
        new PublicationSettings(
            "cs.example",
            "https://cs.example:4001/managementservice/",
            Optional.of(AUTHORITY),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofMinutes(10));
    return new Publication(
        () ->
            new RegistrySnapshot(
                membership.snapshot(), services.snapshot(), nodes.snapshot(keys), parts.snapshot()),
        () -> settings,
        this::signer,
        root,
        localCopy,
        current,
        clock,
        new Random(1));
  }

  private Optional<SigningKey> signer(String keyId) {
    return token
        .key(keyId)
        .filter(key -> !brokenKey.equals(Optional.of(keyId)))
        .map(key -> key.signer(DigestAlgorithm.SHA512));
  }

  private Map<String, byte[]> files() throws IOException {
    var files = new TreeMap<String, byte[]>();
    try (var all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(root.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    return files;
  }

  private SignedDirectory verify(ConfigurationSource source, int version) {
    return SignedDirectory.verify(
        current.find(source.directoryName(), version).orElseThrow(),
        keys.snapshot(source).certificates(),
        now);
  }

  @Test
  void disabledClientsAreLeftOutAndTheOwnerIsNoClient() throws IOException {
    var server = new SecurityServerId(MEMBER, "SS1");
    var other = new SubsystemId(MEMBER, "Other");
    membership.apply(new AddSubsystem(other, Optional.empty()));
    membership.apply(new RegisterClient(server, other));
    publication().run();
    assertEquals(List.of(SUBSYSTEM, other), publishedClients());
    membership.apply(new DisableClient(server, other));
    publication().run();
    assertEquals(List.of(SUBSYSTEM), publishedClients());
    membership.apply(new EnableClient(server, other));
    publication().run();
    assertEquals(List.of(SUBSYSTEM, other), publishedClients());
  }

  private List<ClientId> publishedClients() throws IOException {
    PartReference part =
        verify(ConfigurationSource.INTERNAL, 6)
            .part(PartReference.SHARED_PARAMETERS, "DEV")
            .orElseThrow();
    byte[] content = Files.readAllBytes(root.resolve(part.location().substring(1)));
    return SharedParameters.parse(content, 6).servers().getFirst().clients();
  }

  @Test
  void everyVersionOfBothDirectoriesVerifiesAndListsPartsThatMatch() throws IOException {
    publication().run();
    for (int version = 2; version <= 6; version++) {
      for (ConfigurationSource source : ConfigurationSource.values()) {
        SignedDirectory directory = verify(source, version);
        assertEquals(version, directory.version());
        assertEquals(Instant.parse("2026-11-21T04:10:00Z"), directory.expires());
        assertEquals(Optional.of(START), directory.generation("DEV").generatedAt());
        assertEquals(
            source == ConfigurationSource.INTERNAL,
            directory.part(PartReference.PRIVATE_PARAMETERS, "DEV").isPresent());
        for (PartReference part : directory.parts()) {
          String folder = "/V" + version + "/20261121040000987000000/";
          assertEquals(folder + part.storedName(), part.location());
          part.check(Files.readAllBytes(root.resolve(part.location().substring(1))));
        }
        Path file = root.resolve("V" + version).resolve(source.directoryName());
        assertArrayEquals(
            current.find(source.directoryName(), version).orElseThrow(), Files.readAllBytes(file));
      }
    }
    assertEquals(Optional.empty(), current.find("internalconf", 7));
    assertEquals(Optional.empty(), current.find("INTERNAL", 6));
  }

  /** Every generated file follows the schema of its version; anchors of partners are in it. */
  @Test
  void everyGeneratedFileFollowsTheSchemaOfItsVersion() throws IOException {
    var partner =
        new ConfigurationAnchor(
            Optional.of(START),
            "EE",
            List.of(
                new ConfigurationAnchor.Source(
                    "http://ee.example/externalconf", List.of(AUTHORITY))));
    services.apply(new TrustInstance(partner));
    publication().run();
    for (int version = 2; version <= 6; version++) {
      Path folder = root.resolve("V" + version).resolve("20261121040000987000000");
      byte[] shared = Files.readAllBytes(folder.resolve("shared-params.xml"));
      byte[] own = Files.readAllBytes(folder.resolve("private-params.xml"));
      assertEquals(Optional.empty(), ConfigurationSchema.ofShared(version).judge(shared));
      assertEquals(Optional.empty(), ConfigurationSchema.ofPrivate(version).judge(own));
      assertEquals(List.of(partner), PrivateParameters.parse(own).federatedInstances());
    }
  }

  /** Row A58: an optional part is the same in every version of the internal directory. */
  @Test
  void anOptionalPartIsPublishedUnchangedInEveryVersion() throws IOException {
    byte[] content = OptionalPartsTest.NEXT_UPDATE.getBytes(UTF_8);
    parts.apply(
        new PartCommand.UploadPart(
            "NEXTUPDATE", "nextupdate-params.xml", Base64.getEncoder().encodeToString(content)));
    publication().run();
    for (int version = 2; version <= 6; version++) {
      PartReference part =
          verify(ConfigurationSource.INTERNAL, version).part("NEXTUPDATE", "DEV").orElseThrow();
      assertArrayEquals(content, Files.readAllBytes(root.resolve(part.location().substring(1))));
      part.check(content);
      assertEquals(
          Optional.empty(),
          verify(ConfigurationSource.EXTERNAL, version).part("NEXTUPDATE", "DEV"));
    }
  }

  /** Row A103: what was published lies beside the registry as servers store it. */
  @Test
  void aCopyIsKeptInTheLayoutOfServers() throws IOException {
    parts.apply(
        new PartCommand.UploadPart(
            "NEXTUPDATE",
            "nextupdate-params.xml",
            Base64.getEncoder().encodeToString(OptionalPartsTest.NEXT_UPDATE.getBytes(UTF_8))));
    publication().run();
    var copied = new HashMap<String, byte[]>();
    try (var all = Files.walk(localCopy)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        copied.put(localCopy.relativize(file).toString(), Files.readAllBytes(file));
      }
    }
    var configuration = GlobalConfiguration.read(copied);
    assertEquals("DEV", configuration.instance());
    assertTrue(configuration.exists(SUBSYSTEM));
    assertFalse(configuration.optionalParameters().verifyNextUpdate());
    assertEquals(Instant.parse("2026-11-21T04:10:00Z"), configuration.expires());
    var metadata =
        PartMetadata.parse(Files.readAllBytes(localCopy.resolve("DEV/shared-params.xml.metadata")));
    assertEquals(Optional.of("DUMMY"), metadata.contentIdentifier());
    assertEquals(
        Stream.of("nextupdate-params.xml", "private-params.xml", "shared-params.xml")
            .map(name -> localCopy.resolve("DEV").resolve(name).toAbsolutePath().toString())
            .toList(),
        Files.readAllLines(localCopy.resolve("files")));
    parts.apply(new PartCommand.RemovePart("NEXTUPDATE"));
    publication().run();
    assertFalse(Files.exists(localCopy.resolve("DEV/nextupdate-params.xml")));
  }

  @Test
  void theParametersSayWhatIsRegistered() throws IOException {
    publication().run();
    PartReference part =
        verify(ConfigurationSource.EXTERNAL, 6)
            .part(PartReference.SHARED_PARAMETERS, "DEV")
            .orElseThrow();
    var shared =
        SharedParameters.parse(Files.readAllBytes(root.resolve(part.location().substring(1))), 6);
    assertEquals("Government", shared.members().getFirst().classDescription());
    assertEquals(List.of(SUBSYSTEM), shared.servers().getFirst().clients());
    assertEquals("cs.example", shared.sources().getFirst().address());
    assertEquals(
        keys.snapshot(ConfigurationSource.INTERNAL).certificates(),
        shared.sources().getFirst().internal());
    assertEquals(
        keys.snapshot(ConfigurationSource.EXTERNAL).certificates(),
        shared.sources().getFirst().external());
  }

  @Test
  void aFailureChangesNothingAndIsRememberedFromItsFirstTime() throws IOException {
    Publication publication = publication();
    publication.run();
    Map<String, byte[]> before = files();
    var published = current.get();
    brokenKey = Optional.ofNullable(keyIds.get(ConfigurationSource.EXTERNAL));
    for (int i = 1; i <= 3; i++) {
      now = START.plusSeconds(60L * i);
      assertFault(FaultCode.KEY_NOT_FOUND, publication::run);
    }
    assertEquals(published, current.get());
    assertEquals(before.keySet(), files().keySet());
    assertEquals(Optional.of(START.plusSeconds(60)), publication.status().failingSince());
    assertEquals(Optional.of(START.plusSeconds(180)), publication.status().lastRun());
    brokenKey = Optional.empty();
    publication.run();
    assertFalse(publication.status().isFailing());
    assertFalse(published.equals(current.get()));
  }

  @Test
  void aDiskThatCannotBeWrittenChangesNothing() throws IOException {
    Publication publication = publication();
    publication.run();
    var published = current.get();
    // Version 6 is the last to be written; nothing can be put where its directory is prepared.
    Files.createDirectories(root.resolve("V6/.externalconf.next/in the way"));
    Map<String, byte[]> before = files();
    now = START.plusSeconds(60);
    assertThrows(UncheckedIOException.class, publication::run);
    assertEquals(published, current.get());
    assertTrue(publication.status().isFailing());
    Map<String, byte[]> after = files();
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, content) -> assertArrayEquals(content, after.get(name), name));
  }

  @Test
  void nothingIsPublishedWithoutAManagementServiceProvider() throws IOException {
    var empty = new Membership("DEV");
    var settings =
        new PublicationSettings(
            "cs",
            "https://cs",
            Optional.empty(),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofMinutes(10));
    var publication =
        new Publication(
            () ->
                new RegistrySnapshot(
                    empty.snapshot(),
                    new ApprovedServices().snapshot(),
                    nodes.snapshot(keys),
                    parts.snapshot()),
            () -> settings,
            this::signer,
            root,
            localCopy,
            current,
            clock,
            new Random(1));
    assertFault(FaultCode.NOT_FOUND, publication::run);
    assertEquals(Map.of(), files());
  }

  @Test
  void aFolderStaysTenMinutesAfterItWasReplaced() {
    Publication publication = publication();
    publication.run();
    Path first = root.resolve("V6").resolve(Generation.stamp(START));
    for (int minute = 1; minute <= 11; minute++) {
      now = START.plusSeconds(60L * minute);
      publication.run();
      assertTrue(Files.exists(first), "replaced after a minute, kept for ten");
    }
    now = START.plusSeconds(60L * 12);
    publication.run();
    assertFalse(Files.exists(first));
  }

  @Test
  void generationsNeverGoBackNotEvenAfterARestartWithTheClockSetBack() {
    publication().run();
    Instant first = generatedAt();
    Publication restarted = publication();
    restarted.run();
    Instant second = generatedAt();
    assertTrue(first.isBefore(second));
    now = START.minusSeconds(3600);
    publication().run();
    assertTrue(second.isBefore(generatedAt()));
    assertEquals(
        Instant.parse("2026-11-21T03:10:00Z"),
        verify(ConfigurationSource.INTERNAL, 6).expires(),
        "the expiry is by the clock all the same");
  }

  private Instant generatedAt() {
    return verify(ConfigurationSource.INTERNAL, 6).generation("DEV").generatedAt().orElseThrow();
  }

  @Test
  void aNewKeyIsPublishedBeforeItSigns() {
    Publication publication = publication();
    publication.run();
    List<X509Certificate> known = keys.snapshot(ConfigurationSource.INTERNAL).certificates();
    String newKey = addKey(ConfigurationSource.INTERNAL);
    publication.run();
    byte[] document = current.find("internalconf", 6).orElseThrow();
    SignedDirectory.verify(document, known, now);
    keys.apply(new ActivateSigningKey(ConfigurationSource.INTERNAL, newKey));
    publication.run();
    byte[] rotated = current.find("internalconf", 6).orElseThrow();
    assertFault(FaultCode.CERT_NOT_FOUND, () -> SignedDirectory.verify(rotated, known, now));
    verify(ConfigurationSource.INTERNAL, 6);
  }
}
