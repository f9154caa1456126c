// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
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
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.AnchorCheck.Verdict;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.PartMetadata;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.registry.publication.SigningKeys.SourceKeys;
import org.postroad.registry.trust.TrustCommand.DistrustInstance;
import org.postroad.registry.trust.TrustCommand.TrustInstance;

/** Two registries that trust each other, asked through their ports. */
class FederationTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T04:00:00Z"), ZoneOffset.UTC);
  private static final Author AUTHOR = new Author("tester", "because");

  @TempDir private Path folder;

  private RegistryOptions options(String instance) {
    return RegistryOptions.of(
            instance,
            folder.resolve(instance),
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "a secret pin".toCharArray())
        .withKeyKind(KeyKind.EC_P256);
  }

  private static CentralRegistry open(RegistryOptions options) {
    var registry = CentralRegistry.open(options, CLOCK, new SecureRandom());
    var member = new MemberId(options.instance(), "GOV", "1");
    if (registry.snapshot().membership().members().isEmpty()) {
      registry.execute(new DefineMemberClass("GOV", "Government"), AUTHOR);
      registry.execute(new AddMember(member, "Agency"), AUTHOR);
      registry.execute(new SetManagementServiceProvider(member), AUTHOR);
    }
    registry.publish();
    return registry;
  }

  private static Optional<byte[]> fetch(URI url) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var response = client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());
      return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static List<ConfigurationAnchor> partners(CentralRegistry registry) {
    registry.publish();
    return registry.snapshot().services().instances();
  }

  /** Rows A10 and A72. */
  @Test
  void aPartnersAnchorIsTriedBeforeItIsPublished() {
    try (CentralRegistry own = open(options("DEV"));
        CentralRegistry partner = open(options("EE"))) {
      byte[] internal = partner.internalAnchor().toXml();
      byte[] external = partner.externalAnchor().toXml();
      assertEquals(
          Verdict.NOT_EXTERNAL, own.trust(internal, FederationTest::fetch, AUTHOR).verdict());
      assertEquals(List.of(), partners(own));
      assertTrue(own.trust(external, FederationTest::fetch, AUTHOR).isGood());
      assertEquals(List.of(ConfigurationAnchor.parse(external)), partners(own));
      partner.addSigningKey(ConfigurationSource.EXTERNAL, KeyKind.EC_P256, AUTHOR);
      partner.publish();
      byte[] newer = partner.externalAnchor().toXml();
      assertTrue(own.trust(newer, FederationTest::fetch, AUTHOR).isGood());
      assertEquals(List.of(ConfigurationAnchor.parse(newer)), partners(own));
      byte[] itself = own.externalAnchor().toXml();
      assertFault(
          FaultCode.INVALID_REQUEST, () -> own.trust(itself, FederationTest::fetch, AUTHOR));
      own.execute(new DistrustInstance("EE"), AUTHOR);
      assertEquals(List.of(), partners(own));
      assertFault(FaultCode.NOT_FOUND, () -> own.execute(new DistrustInstance("EE"), AUTHOR));
    }
  }

  private List<ConfigurationAnchor> publishedPartners() throws IOException {
    var copy = folder.resolve("DEV/globalconf/DEV/private-params.xml");
    return PrivateParameters.parse(Files.readAllBytes(copy)).federatedInstances();
  }

  /** Row A113: where federation is off, nobody is trusted, not even who was before. */
  @Test
  void federationCanBeTurnedOff() throws IOException {
    ConfigurationAnchor partner;
    try (CentralRegistry own = open(options("DEV"));
        CentralRegistry other = open(options("EE"))) {
      partner = other.externalAnchor();
      own.execute(new TrustInstance(partner), AUTHOR);
      own.publish();
    }
    assertEquals(List.of(partner), publishedPartners());
    var alone = new RegistryOptions.Role(RegistryNode.FIRST, false);
    try (CentralRegistry own = open(options("DEV").withRole(alone))) {
      assertEquals(List.of(), publishedPartners());
      assertFault(FaultCode.INVALID_REQUEST, () -> own.execute(new TrustInstance(partner), AUTHOR));
    }
    open(options("DEV")).close();
    assertEquals(List.of(partner), publishedPartners());
  }

  @Test
  void anAnchorWithoutAPlainAddressIsRefused() {
    try (CentralRegistry own = open(options("DEV"))) {
      var secureOnly =
          new ConfigurationAnchor(
              Optional.empty(),
              "EE",
              List.of(
                  new ConfigurationAnchor.Source(
                      "https://ee.example/externalconf", List.of(TestCertificates.AUTHORITY))));
      assertFault(
          FaultCode.INVALID_REQUEST, () -> own.execute(new TrustInstance(secureOnly), AUTHOR));
    }
  }

  /** Row A107: the certificates of signing keys are containers with a name and a long life. */
  @Test
  void signingKeysHaveTheNamesAndDatesClientsKnow() {
    try (CentralRegistry registry = open(options("DEV"))) {
      for (ConfigurationSource source : ConfigurationSource.values()) {
        SourceKeys keys = registry.snapshot().node(RegistryNode.FIRST).keys(source);
        X509Certificate certificate = keys.certificates().getFirst();
        assertEquals(
            source == ConfigurationSource.INTERNAL
                ? "CN=internalSigningKey"
                : "CN=externalSigningKey",
            certificate.getSubjectX500Principal().getName());
        assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
        assertEquals(Date.from(Instant.EPOCH), certificate.getNotBefore());
        assertEquals(Date.from(Instant.parse("2038-01-01T00:00:00Z")), certificate.getNotAfter());
      }
    }
  }

  /** Row A108: a node that is told its address says it to the others once. */
  @Test
  void aNodeAnnouncesItsAddress() {
    RegistryOptions second =
        options("DEV")
            .withRole(new RegistryOptions.Role("node_1", true))
            .withAddress("cs2.example");
    for (int start = 0; start < 2; start++) {
      try (CentralRegistry registry = open(second)) {
        assertEquals(Optional.of("cs2.example"), registry.snapshot().node("node_1").address());
        assertEquals(
            List.of("http://cs2.example/internalconf", "https://cs2.example/internalconf"),
            registry.internalAnchor().sources().stream()
                .map(ConfigurationAnchor.Source::downloadUrl)
                .toList());
      }
    }
    try (CentralRegistry first = open(options("DEV").withAddress("cs1.example"))) {
      assertEquals(4, first.internalAnchor().sources().size());
    }
  }

  /**
   * Rows A58, E48: only what is declared and has a form is published; the audit knows it by its
   * digest.
   */
  @Test
  void optionalPartsAreUploadedByTheirIdentifier() throws IOException {
    byte[] interval =
        ("<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'>"
                + "<ocspFetchInterval>300</ocspFetchInterval></x:conf>")
            .getBytes(UTF_8);
    try (CentralRegistry registry = open(options("DEV"))) {
      assertEquals(
          DigestAlgorithm.SHA224.digest(interval),
          registry.uploadPart("FETCHINTERVAL", interval, AUTHOR));
      assertFault(FaultCode.INVALID_REQUEST, () -> registry.uploadPart("FOO", interval, AUTHOR));
    }
    try (CentralRegistry registry = open(options("DEV"))) {
      Path copy = folder.resolve("DEV/globalconf/DEV/fetchinterval-params.xml");
      assertArrayEquals(interval, Files.readAllBytes(copy));
      assertEquals(
          Optional.of("fetchinterval-params.xml"),
          PartMetadata.parse(
                  Files.readAllBytes(copy.resolveSibling(copy.getFileName() + ".metadata")))
              .contentFileName());
      Path declared =
          Files.createDirectories(folder.resolve("DEV/configuration-parts")).resolve("foo.ini");
      Files.writeString(declared, "content-identifier = FOO\nfile-name = foo.xml\n");
      assertFault(
          FaultCode.MALFORMED_GLOBAL_CONF, () -> registry.uploadPart("FOO", interval, AUTHOR));
      registry.removePart("FETCHINTERVAL", AUTHOR);
      registry.publish();
      assertTrue(Files.notExists(copy));
    }
  }
}
