// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.AUTHORITY;
import static org.postroad.registry.TestCertificates.OTHER_AUTHENTICATION;
import static org.postroad.registry.TestCertificates.SIGNING;
import static org.postroad.registry.TestCertificates.assertFault;
import static org.postroad.registry.publication.ConfigurationSource.EXTERNAL;
import static org.postroad.registry.publication.ConfigurationSource.INTERNAL;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.NodeCommand.AnnounceNode;
import org.postroad.registry.publication.NodeCommand.WithdrawNode;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.trust.ApprovedServices;
import org.postroad.testing.ConfigurationSchema;

class AnchorsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T04:05:06Z");
  private static final MemberId MEMBER = new MemberId("DEV", "GOV", "1");

  private final SigningKeys keys = new SigningKeys();
  private final RegistryNodes nodes = new RegistryNodes();

  private void key(String node, ConfigurationSource source, X509Certificate certificate) {
    keys.apply(
        new AddSigningKey(source, node + source + keys.nodes(), certificate, Optional.of(node)));
  }

  private RegistrySnapshot snapshot() {
    var membership = new Membership("DEV");
    membership.apply(new DefineMemberClass("GOV", "Government"));
    membership.apply(new AddMember(MEMBER, "Member"));
    membership.apply(new SetManagementServiceProvider(MEMBER));
    return new RegistrySnapshot(
        membership.snapshot(), new ApprovedServices().snapshot(), nodes.snapshot(keys), List.of());
  }

  private static PublicationSettings settings(String node, String address) {
    return new PublicationSettings(
        node,
        address,
        "https://" + address + ":4001/managementservice/",
        Optional.empty(),
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        Duration.ofMinutes(10),
        true);
  }

  private ConfigurationAnchor anchor(ConfigurationSource source, String node, String address) {
    return Anchors.of(snapshot(), source, settings(node, address), NOW);
  }

  private static List<String> urls(ConfigurationAnchor anchor) {
    return anchor.sources().stream().map(ConfigurationAnchor.Source::downloadUrl).toList();
  }

  /** Row A05: HTTP, then HTTPS, each with every key. */
  @Test
  void aSingleNodeHasTwoSourcesWithBothKeys() throws IOException {
    key("node_0", INTERNAL, AUTHORITY);
    keys.apply(new AddSigningKey(INTERNAL, "second", SIGNING));
    key("node_0", EXTERNAL, AUTHENTICATION);
    ConfigurationAnchor anchor = anchor(INTERNAL, "node_0", "cs.example");
    assertEquals(
        List.of("http://cs.example/internalconf", "https://cs.example/internalconf"), urls(anchor));
    for (ConfigurationAnchor.Source source : anchor.sources()) {
      assertEquals(List.of(AUTHORITY, SIGNING), source.verificationCertificates());
    }
    assertEquals(Optional.empty(), ConfigurationSchema.ofPrivate(2).judge(anchor.toXml()));
  }

  @Test
  void anAddressWithAPortIsPlain() {
    key("node_0", INTERNAL, AUTHORITY);
    key("node_0", EXTERNAL, AUTHENTICATION);
    assertEquals(
        List.of("http://127.0.0.1:8080/externalconf"),
        urls(anchor(EXTERNAL, "node_0", "127.0.0.1:8080")));
    assertEquals(
        List.of("http://[::1]/externalconf", "https://[::1]/externalconf"),
        urls(anchor(EXTERNAL, "node_0", "[::1]")));
  }

  /** Row A07. */
  @Test
  void aDownloadedAnchorSaysWhatItIs() {
    key("node_0", INTERNAL, AUTHORITY);
    key("node_0", EXTERNAL, AUTHENTICATION);
    assertEquals(
        "configuration_anchor_DEV_external_UTC_2026-11-21_04_05_06.xml",
        Anchors.fileName(anchor(EXTERNAL, "node_0", "cs.example"), EXTERNAL));
  }

  /** Row A108: each node has its own address and keys, and all list all. */
  @Test
  void nodesListEachOther() throws IOException {
    key("node_0", INTERNAL, AUTHORITY);
    key("node_0", EXTERNAL, AUTHENTICATION);
    key("node_1", INTERNAL, SIGNING);
    key("node_1", EXTERNAL, OTHER_AUTHENTICATION);
    assertEquals(
        List.of("http://b.example/internalconf", "https://b.example/internalconf"),
        urls(anchor(INTERNAL, "node_1", "b.example")),
        "a node that told no address cannot be listed by others");
    nodes.apply(new AnnounceNode("node_0", "a.example"));
    nodes.apply(new AnnounceNode("node_1", "b.example"));
    ConfigurationAnchor anchor = anchor(INTERNAL, "node_1", "b.example");
    assertEquals(
        List.of(
            "http://a.example/internalconf",
            "http://b.example/internalconf",
            "https://a.example/internalconf",
            "https://b.example/internalconf"),
        urls(anchor));
    assertEquals(List.of(SIGNING), anchor.sources().getLast().verificationCertificates());
    var expected =
        List.of(
            new SharedParameters.Source("a.example", List.of(AUTHORITY), List.of(AUTHENTICATION)),
            new SharedParameters.Source(
                "b.example", List.of(SIGNING), List.of(OTHER_AUTHENTICATION)));
    for (String node : List.of("node_0", "node_1")) {
      String address = node.equals("node_0") ? "a.example" : "b.example";
      Rendered rendered = new RenderParameters(settings(node, address)).apply(snapshot());
      assertEquals(expected, rendered.shared().sources());
      assertEquals(
          "https://" + address + ":4001/managementservice/",
          rendered.own().managementService().address());
    }
    nodes.apply(new WithdrawNode("node_0"));
    assertEquals(2, anchor(INTERNAL, "node_1", "b.example").sources().size());
  }

  @Test
  void aNodeIsNamedAndFoundByPlainText() {
    assertFault(
        FaultCode.INVALID_REQUEST, () -> nodes.apply(new AnnounceNode("node 1", "a.example")));
    assertFault(FaultCode.INVALID_REQUEST, () -> nodes.apply(new AnnounceNode("node_1", "a/b?c")));
    assertFault(FaultCode.NOT_FOUND, () -> nodes.apply(new WithdrawNode("node_1")));
    assertFault(
        FaultCode.INVALID_REQUEST,
        () -> keys.apply(new AddSigningKey(INTERNAL, "A", AUTHORITY, Optional.of("a b"))));
  }
}
