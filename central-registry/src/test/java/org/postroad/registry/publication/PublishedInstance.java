// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.OTHER_AUTHENTICATION;
import static org.postroad.registry.TestCertificates.SIGNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.globalconf.SignedDirectory;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand.AddGroupMember;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineGroup;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.MembershipCommand.StartMaintenance;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.trust.ApprovedServices;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.registry.trust.TrustCommand.ApproveTimestampingService;
import org.postroad.registry.trust.TrustCommand.TrustInstance;
import org.postroad.testing.StandingClock;

/** An instance that uses all there is to say in a configuration, published once into a folder. */
final class PublishedInstance {
  static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
  static final List<Integer> VERSIONS = List.of(2, 3, 4, 5, 6);
  static final Map<String, String> OPTIONAL_PARTS =
      Map.of(
          "MONITORING",
          "<monitoringClient><monitoringClientId xmlns:i='http://x-road.eu/xsd/identifiers'"
              + " i:objectType='MEMBER'><i:xRoadInstance>DEV</i:xRoadInstance>"
              + "<i:memberClass>GOV</i:memberClass><i:memberCode>1</i:memberCode>"
              + "</monitoringClientId></monitoringClient>",
          "NEXTUPDATE",
          "<verifyNextUpdate>false</verifyNextUpdate>",
          "FETCHINTERVAL",
          "<ocspFetchInterval>300</ocspFetchInterval>");

  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId SUBSYSTEM = new SubsystemId(MEMBER, "People");
  private static final SecurityServerId SERVER = new SecurityServerId(MEMBER, "SS1");

  final Path root;
  final CurrentGeneration current = new CurrentGeneration();
  private final SoftwareToken token = SoftwareToken.create();
  private final SigningKeys keys = new SigningKeys();
  private final OptionalParts parts = new OptionalParts();
  private final ApprovedServices services = new ApprovedServices();
  private final Membership membership = new Membership("DEV");
  private final PublicationSettings settings =
      new PublicationSettings(
          "cs.example",
          "https://cs.example:4001/managementservice/",
          Optional.of(AUTHORITY),
          Duration.ofMinutes(1),
          Duration.ofHours(1),
          Duration.ofMinutes(10));

  /** Two keys for each source, of which the first signs. */
  PublishedInstance(Path folder, KeyKind kind) {
    root = folder.resolve("public");
    for (ConfigurationSource source : ConfigurationSource.values()) {
      for (int i = 0; i < 2; i++) {
        var key = token.generate(kind, new SecureRandom());
        X509Certificate certificate = key.selfSigned(source.keySubject(), Instant.EPOCH, NOW);
        keys.apply(new AddSigningKey(source, key.id(), certificate));
      }
    }
    register();
    approve();
    OPTIONAL_PARTS.forEach(this::upload);
    new Publication(
            this::snapshot,
            () -> settings,
            id -> token.key(id).map(key -> key.signer(DigestAlgorithm.SHA512)),
            root,
            folder.resolve("copy"),
            current,
            new StandingClock(NOW),
            new Random(1))
        .run();
  }

  private void register() {
    var group = new GlobalGroupId("DEV", "inspectors");
    var other = new MemberId("DEV", "COM", "2");
    for (var command :
        List.of(
            new DefineMemberClass("GOV", "Government"),
            new DefineMemberClass("COM", "Commerce"),
            new AddMember(MEMBER, "Registry of people"),
            new AddMember(other, "Müller & <söhne>"),
            new AddSubsystem(SUBSYSTEM, Optional.of("People")),
            new RegisterServer(SERVER, "ss1.example", AUTHENTICATION),
            new RegisterServer(
                new SecurityServerId(other, "SS2"), "2001:db8::1", OTHER_AUTHENTICATION),
            new RegisterClient(SERVER, SUBSYSTEM),
            new RegisterClient(SERVER, other),
            new StartMaintenance(SERVER, Optional.of("Back at 8")),
            new DefineGroup(group, "Inspectors"),
            new AddGroupMember(group, SUBSYSTEM),
            new AddGroupMember(group, other),
            new SetManagementServiceProvider(SUBSYSTEM))) {
      membership.apply(command);
    }
  }

  private void approve() {
    var responder =
        new OcspService("http://ocsp.example", Optional.of(SIGNING), Optional.of(CostType.PAID));
    services.apply(
        new ApproveCertificationService(
            new CertificationService(
                "Authority & sons",
                true,
                new Authority(AUTHORITY, List.of(responder)),
                List.of(new Authority(AUTHORITY, List.of())),
                "ee.ria.xroad.common.certificateprofile.impl.FiVRKCertificateProfileInfoProvider",
                Optional.of(RequestFormat.DER),
                Optional.of(
                    new AcmeServer(
                        "http://acme.example",
                        Optional.of("192.0.2.1"),
                        Optional.of("5"),
                        Optional.of("6"))))));
    services.apply(
        new ApproveTimestampingService(
            new TimestampingService(
                "Clock", "http://tsa.example", SIGNING, Optional.of(CostType.FREE))));
    var source =
        new ConfigurationAnchor.Source("http://ee.example/externalconf", List.of(AUTHORITY));
    services.apply(
        new TrustInstance(new ConfigurationAnchor(Optional.of(NOW), "EE", List.of(source))));
  }

  private void upload(String identifier, String content) {
    String xml = "<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'>" + content + "</x:conf>";
    parts.apply(
        new PartCommand.UploadPart(
            identifier,
            PartDeclarations.USUAL.fileName(identifier),
            Base64.getEncoder().encodeToString(xml.getBytes(UTF_8))));
  }

  private RegistrySnapshot snapshot() {
    return new RegistrySnapshot(
        membership.snapshot(),
        services.snapshot(),
        new RegistryNodes().snapshot(keys),
        parts.snapshot());
  }

  ConfigurationAnchor anchor(ConfigurationSource source) {
    return Anchors.of(snapshot(), source, settings, NOW);
  }

  byte[] document(ConfigurationSource source, int version) {
    return current.find(source.directoryName(), version).orElseThrow();
  }

  SignedDirectory verify(ConfigurationSource source, byte[] document) {
    List<X509Certificate> certificates =
        anchor(source).sources().getFirst().verificationCertificates();
    return SignedDirectory.verify(document, certificates, NOW);
  }

  /** The parts that either directory of a version lists, with what they are. */
  Map<PartReference, byte[]> parts(int version) throws IOException {
    var contents = new LinkedHashMap<PartReference, byte[]>();
    var listed = new ArrayList<PartReference>();
    for (ConfigurationSource source : ConfigurationSource.values()) {
      listed.addAll(verify(source, document(source, version)).parts());
    }
    for (PartReference part : listed) {
      contents.put(part, Files.readAllBytes(root.resolve(part.location().substring(1))));
    }
    return contents;
  }
}
