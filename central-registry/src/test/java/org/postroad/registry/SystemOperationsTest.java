// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.TestCertificates.AUTHENTICATION;
import static org.postroad.registry.TestCertificates.assertFault;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.publication.ManagementServices;
import org.postroad.registry.publication.RegistryNode;
import org.postroad.testing.StandingClock;

/** What concerns a registry as a whole (E46, E73). */
class SystemOperationsTest {
  private static final Author AUTHOR = new Author("tester", "because");
  private static final MemberId AGENCY = new MemberId("DEV", "GOV", "1");
  private static final SubsystemId MANAGEMENT = new SubsystemId(AGENCY, "management");
  private static final SecurityServerId SERVER = new SecurityServerId(AGENCY, "SS1");

  @TempDir private Path folder;

  private RegistryOptions options() {
    return RegistryOptions.of(
            "DEV",
            folder,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            "a secret pin".toCharArray())
        .withKeyKind(KeyKind.EC_P256);
  }

  private static CentralRegistry open(RegistryOptions options) {
    return CentralRegistry.open(options, new StandingClock(), new SecureRandom());
  }

  private static void register(CentralRegistry registry) {
    registry.execute(new DefineMemberClass("GOV", "Government"), AUTHOR);
    registry.execute(new AddMember(AGENCY, "Authority"), AUTHOR);
    registry.execute(new AddSubsystem(MANAGEMENT, Optional.empty()), AUTHOR);
    registry.execute(new RegisterServer(SERVER, "ss1.example", AUTHENTICATION), AUTHOR);
    registry.execute(new SetManagementServiceProvider(MANAGEMENT), AUTHOR);
  }

  @Test
  void theAddressIsChangedAndStaysSo() {
    try (CentralRegistry registry = open(options())) {
      register(registry);
      assertEquals(
          "127.0.0.1:" + registry.address().getPort(), registry.system().status().address());
      registry.system().changeAddress("cs.example", AUTHOR);
      assertEquals("cs.example", registry.system().status().address());
      assertEquals(
          List.of("http://cs.example/internalconf", "https://cs.example/internalconf"),
          registry.internalAnchor().sources().stream()
              .map(source -> source.downloadUrl())
              .toList());
      assertFault(
          FaultCode.INVALID_REQUEST,
          () -> registry.system().changeAddress("http://cs.example/", AUTHOR));
    }
    try (CentralRegistry registry = open(options())) {
      assertEquals("cs.example", registry.system().status().address());
    }
    try (CentralRegistry registry = open(options().withAddress("fixed.example"))) {
      assertEquals("fixed.example", registry.system().status().address());
      assertFault(
          FaultCode.INVALID_REQUEST, () -> registry.system().changeAddress("cs.example", AUTHOR));
    }
  }

  @Test
  void theStatusTellsOfTokenAndNodes() {
    try (CentralRegistry registry = open(options())) {
      assertTrue(registry.system().status().tokenActive());
      assertEquals("DEV", registry.system().status().instance());
      assertEquals(RegistryNode.FIRST, registry.system().status().node());
      assertFalse(registry.system().status().isClustered());
      registry.token().logout();
      assertFalse(registry.system().status().tokenActive());
    }
    var second = new RegistryOptions.Role("node_1", true);
    try (CentralRegistry registry = open(options().withRole(second))) {
      assertTrue(registry.system().status().isClustered());
    }
  }

  @Test
  void theManagementServicesAreDescribedAndAServerOffersThem() {
    var role = new RegistryOptions.Role(RegistryNode.FIRST, true, new PublicPorts(5001, 5002));
    try (CentralRegistry registry = open(options().withRole(role).withAddress("cs.example:81"))) {
      assertFault(FaultCode.NOT_FOUND, () -> registry.system().registerProvider(SERVER, AUTHOR));
      register(registry);
      registry.system().registerProvider(SERVER, AUTHOR);
      ManagementServices services = registry.system().managementServices();
      assertEquals(Optional.of(MANAGEMENT), services.provider());
      assertEquals(Optional.of("Authority"), services.providerName());
      assertEquals(List.of(SERVER), services.servers());
      assertEquals("http://cs.example:81/managementservices.wsdl", services.description());
      assertEquals("https://cs.example:5002/managementservice/manage/", services.services());
      assertEquals("https://cs.example:5001/managementservice/", services.registration());
      assertEquals("security-server-owners", services.owners().groupCode());
    }
  }

  @Test
  void theSystemParametersHaveTheirNamesAndDefaults() {
    try (CentralRegistry registry = open(options().withAddress("cs.example"))) {
      register(registry);
      assertEquals(
          Map.ofEntries(
              Map.entry("instanceIdentifier", "DEV"),
              Map.entry("centralServerAddress", "cs.example"),
              Map.entry("authCertRegUrl", "https://cs.example:4001/managementservice/"),
              Map.entry("confExpireIntervalSeconds", "600"),
              Map.entry("confHashAlgoUri", "http://www.w3.org/2001/04/xmlenc#sha512"),
              Map.entry("confSignDigestAlgoId", "SHA-512"),
              Map.entry("confSignCertHashAlgoUri", "http://www.w3.org/2001/04/xmlenc#sha512"),
              Map.entry("ocspFreshnessSeconds", "3600"),
              Map.entry("timeStampingIntervalSeconds", "60"),
              Map.entry("managementServiceProviderClass", "GOV"),
              Map.entry("managementServiceProviderCode", "1"),
              Map.entry("managementServiceProviderSubsystem", "management"),
              Map.entry("securityServerOwnersGroup", "security-server-owners")),
          registry.system().parameters());
    }
  }
}
