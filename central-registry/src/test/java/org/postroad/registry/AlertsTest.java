// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.registry.TestCertificates.assertFault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.Alert;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.PublicationStatus;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** Each alert of a registry is provoked (E47). */
class AlertsTest {
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final Author AUTHOR = new Author("tester", "because");
  private static final String KEY = "status.signing_key.";

  @TempDir private Path folder;
  private final StandingClock clock = new StandingClock();
  private CentralRegistry registry;

  private Path directory() {
    return folder.resolve("registry");
  }

  private RegistryOptions options() {
    return RegistryOptions.of(
            "DEV", directory(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), PIN)
        .withKeyKind(KeyKind.EC_P256);
  }

  @BeforeEach
  void open() {
    registry = CentralRegistry.open(options(), clock, new SecureRandom());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private void publish() {
    var member = new MemberId("DEV", "GOV", "1");
    var provider = new SubsystemId(member, "management");
    registry.execute(new DefineMemberClass("GOV", "Government"), AUTHOR);
    registry.execute(new AddMember(member, "Authority"), AUTHOR);
    registry.execute(new AddSubsystem(provider, Optional.empty()), AUTHOR);
    registry.execute(new SetManagementServiceProvider(provider), AUTHOR);
    registry.publish();
  }

  private List<String> codes() {
    return registry.alerts().stream().map(Alert::code).toList();
  }

  @Test
  void aRegistryThatPublishesHasNone() {
    publish();
    assertEquals(List.of(), registry.alerts());
  }

  @Test
  void beforeTheFirstGenerationItSaysSo() {
    assertEquals(List.of("status.global_conf_generation.status_not_found"), codes());
  }

  @Test
  void whatFailsSaysSinceWhen() {
    assertThrows(Fault.class, registry::publish);
    clock.move(Duration.ofMinutes(1));
    assertThrows(Fault.class, registry::publish);
    assertEquals(
        List.of(new Alert("status.global_conf_generation.failing", Optional.of(TestAuthority.NOW))),
        registry.alerts());
  }

  @Test
  void aGenerationThatNobodyRenewedHasExpired() {
    publish();
    clock.move(Duration.ofMinutes(10));
    assertEquals(List.of(), codes());
    clock.move(Duration.ofSeconds(1));
    assertEquals(List.of("status.global_conf_generation.global_conf_expired"), codes());
  }

  @Test
  void aTokenThatCannotBeReadIsASignerError() throws IOException {
    publish();
    Files.writeString(directory().resolve("token.p12"), "no keys");
    assertEquals(List.of("status.signer_error"), codes());
  }

  @Test
  void aTokenThatIsGoneIsMissedForBothDirectories() throws IOException {
    publish();
    Files.delete(directory().resolve("token.p12"));
    assertEquals(
        List.of(KEY + "internal.token_not_found", KEY + "external.token_not_found"), codes());
  }

  @Test
  void nothingIsSignedWhileTheTokenIsLoggedOut() {
    publish();
    registry.token().logout();
    assertEquals(
        List.of(KEY + "internal.token_not_active", KEY + "external.token_not_active"), codes());
    assertFault(FaultCode.TOKEN_NOT_ACTIVE, registry::publish);
    assertFault(
        FaultCode.TOKEN_NOT_ACTIVE, () -> registry.token().login("not the pin".toCharArray()));
    registry.token().login(PIN);
    registry.publish();
    assertEquals(List.of(), registry.alerts());
  }

  @Test
  void aKeyThatTheTokenLostIsNotAvailable() {
    publish();
    registry.token().remove(activeKey(ConfigurationSource.EXTERNAL));
    assertEquals(List.of(KEY + "external.key_not_available"), codes());
  }

  private String activeKey(ConfigurationSource source) {
    return registry.snapshot().node(RegistryNode.FIRST).keys(source).active().orElseThrow().keyId();
  }

  @Test
  void aNodeWithoutKeysMissesThem() {
    Path other = folder.resolve("other");
    new RegistryDirectory(other).make();
    try (AcceptChange accept = AcceptChange.open(other.resolve("registry"), "DEV", clock)) {
      var settings = new NodeSettings(options(), accept, registry.address());
      var status = new PublicationStatus(Optional.of(TestAuthority.NOW), Optional.empty(), "");
      var alerts = new FindAlerts(accept, registry.token(), () -> status, settings, clock).now();
      assertEquals(
          List.of(KEY + "internal.missing", KEY + "external.missing"),
          alerts.stream().map(Alert::code).toList());
    }
  }

  @Test
  void theExternalKeyDoesNotMatterWithoutFederation() {
    registry.close();
    registry =
        CentralRegistry.open(
            options().withRole(new RegistryOptions.Role(RegistryNode.FIRST, false)),
            clock,
            new SecureRandom());
    publish();
    registry.token().logout();
    assertEquals(List.of(KEY + "internal.token_not_active"), codes());
  }
}
