// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.globalconf.Fixtures.EC;
import static org.postroad.protocol.globalconf.Fixtures.OTHER_RSA;
import static org.postroad.protocol.globalconf.Fixtures.RSA;
import static org.postroad.protocol.globalconf.Fixtures.assertFault;
import static org.postroad.protocol.globalconf.SharedParametersTest.MEMBER;
import static org.postroad.protocol.globalconf.SharedParametersTest.OTHER;
import static org.postroad.protocol.globalconf.SharedParametersTest.OTHER_SUBSYSTEM;
import static org.postroad.protocol.globalconf.SharedParametersTest.SUBSYSTEM;
import static org.postroad.protocol.globalconf.SharedParametersTest.everything;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.PrivateParameters.ManagementService;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

class GlobalConfigurationTest {
  private static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");
  private static final SecurityServerId SS1 = new SecurityServerId(MEMBER, "SS1");
  private static final SecurityServerId SS2 = new SecurityServerId(OTHER, "SS2");
  private static final PrivateParameters OWN =
      new PrivateParameters(
          "DEV",
          List.of(),
          new ManagementService("https://cs:4001/managementservice/", Optional.empty(), SUBSYSTEM),
          Duration.ofSeconds(90));

  private static SharedParameters foreign() {
    return new SharedParameters(
        "EE",
        List.of(),
        List.of(),
        List.of(),
        List.of(new Member(new MemberId("EE", "GOV", "1"), "g", "n", List.of())),
        List.of(),
        List.of(),
        List.of(),
        Duration.ofSeconds(42));
  }

  private static GlobalConfiguration of(SharedParameters own) {
    return GlobalConfiguration.of(
        "DEV",
        Optional.of(new GlobalConfiguration.Own(OWN, Optional.of(NOW.plusSeconds(500)))),
        List.of(
            new InstanceParameters(foreign(), Optional.of(NOW.plusSeconds(100))),
            new InstanceParameters(own, Optional.of(NOW.plusSeconds(600)))),
        OptionalParameters.DEFAULTS);
  }

  private static final GlobalConfiguration CONFIGURATION = of(everything());

  @Test
  void serversAreFoundForExactlyTheClientsTheyServe() {
    var address = new ServerAddress(SS1, "ss1.example", Optional.of("Back at 8"));
    assertEquals(List.of(address), CONFIGURATION.addressesOf(SUBSYSTEM));
    assertEquals(List.of(address), CONFIGURATION.addressesOf(MEMBER));
    assertEquals(List.of(address), CONFIGURATION.addressesOf(OTHER));
    assertEquals(
        List.of(), CONFIGURATION.addressesOf(OTHER_SUBSYSTEM), "SS2 has no address to reach");
    assertEquals(List.of(), CONFIGURATION.addressesOf(new SubsystemId(MEMBER, "people")));
    assertEquals(Optional.of("ss1.example"), CONFIGURATION.addressOf(SS1));
    assertEquals(Optional.empty(), CONFIGURATION.addressOf(SS2));
  }

  @Test
  void registrationIsOfTheOwnerAndTheListedClients() {
    assertTrue(CONFIGURATION.isRegistered(MEMBER, SS1));
    assertTrue(CONFIGURATION.isRegistered(SUBSYSTEM, SS1));
    assertTrue(CONFIGURATION.isRegistered(OTHER, SS1));
    assertFalse(CONFIGURATION.isRegistered(OTHER_SUBSYSTEM, SS1));
    assertTrue(CONFIGURATION.isRegistered(OTHER_SUBSYSTEM, SS2));
    assertFalse(CONFIGURATION.isRegistered(MEMBER, SS2));
    assertFalse(CONFIGURATION.isRegistered(MEMBER, new SecurityServerId(MEMBER, "SS3")));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6})
  void anAuthenticationCertificateServesTheClientsOfItsServerOnly(int version) {
    var configuration = of(SharedParameters.parse(everything().toXml(version), version));
    assertEquals(
        Optional.of(SS1), configuration.serverOfAuthenticationCertificate(RSA.certificate()));
    assertEquals(
        Optional.empty(), configuration.serverOfAuthenticationCertificate(OTHER_RSA.certificate()));
    for (ClientId client : List.of(MEMBER, SUBSYSTEM, OTHER)) {
      assertTrue(configuration.authenticationCertificateServes(RSA.certificate(), client));
      assertFalse(configuration.authenticationCertificateServes(OTHER_RSA.certificate(), client));
    }
    assertFalse(configuration.authenticationCertificateServes(RSA.certificate(), OTHER_SUBSYSTEM));
  }

  @Test
  void membersSubsystemsAndGroupsAreFound() {
    assertEquals("Registry of people", CONFIGURATION.member(MEMBER).orElseThrow().name());
    assertEquals(Optional.empty(), CONFIGURATION.member(new MemberId("DEV", "GOV", "9")));
    assertTrue(CONFIGURATION.exists(OTHER_SUBSYSTEM));
    assertTrue(CONFIGURATION.exists(new MemberId("EE", "GOV", "1")));
    assertFalse(CONFIGURATION.exists(new SubsystemId(OTHER, "People")));
    assertEquals(Optional.of("People – inimesed"), CONFIGURATION.subsystemName(SUBSYSTEM));
    assertEquals(Optional.empty(), CONFIGURATION.subsystemName(OTHER_SUBSYSTEM));
    var owners = new GlobalGroupId("DEV", "security-server-owners");
    assertTrue(CONFIGURATION.isMember(owners, MEMBER));
    assertTrue(
        CONFIGURATION.isMember(owners, new SubsystemId(new MemberId("EE", "GOV", "1"), "S")));
    assertFalse(CONFIGURATION.isMember(owners, SUBSYSTEM), "only the member is in the group");
    assertFalse(CONFIGURATION.isMember(new GlobalGroupId("EE", "security-server-owners"), MEMBER));
  }

  @Test
  void settingsAreThoseOfTheOwnInstance() {
    assertEquals("DEV", CONFIGURATION.instance());
    assertEquals(Set.of("DEV", "EE"), CONFIGURATION.instances());
    assertEquals(Duration.ofHours(1), CONFIGURATION.ocspFreshness());
    assertEquals(Duration.ofSeconds(90), CONFIGURATION.timestampingInterval());
    assertEquals(Optional.of(SUBSYSTEM), CONFIGURATION.managementServiceProvider());
    assertEquals("http://tsa.example", CONFIGURATION.timestampAuthorities().getFirst().url());
    assertEquals(
        List.of(RSA.certificate(), OTHER_RSA.certificate()), CONFIGURATION.authorityCertificates());
  }

  @Test
  void trustHasTheAuthoritiesOfEachInstance() {
    var authority = CONFIGURATION.trust().authorities("DEV").getFirst();
    assertEquals(RSA.certificate(), authority.topCa());
    assertEquals(List.of(OTHER_RSA.certificate()), authority.intermediates());
    assertTrue(authority.authenticationOnly());
    assertEquals(Optional.of(EC.certificate()), authority.responders().getFirst().certificate());
    assertEquals(List.of(), CONFIGURATION.trust().authorities("EE"));
    assertEquals(Duration.ofHours(1), CONFIGURATION.trust().ocspFreshness());
  }

  @Test
  void theOwnInstanceExpiresWithItsFirstPart() {
    assertEquals(NOW.plusSeconds(500), CONFIGURATION.expires());
    assertTrue(CONFIGURATION.isValidAt(NOW.plusSeconds(500)));
    assertFalse(CONFIGURATION.isValidAt(NOW.plusSeconds(501)));
  }

  @Test
  void anExpiredForeignInstanceIsLeftOut() {
    assertSame(CONFIGURATION, CONFIGURATION.at(NOW.plusSeconds(100)));
    var later = CONFIGURATION.at(NOW.plusSeconds(101));
    assertNotSame(CONFIGURATION, later);
    assertEquals(Set.of("DEV"), later.instances());
    assertFalse(later.exists(new MemberId("EE", "GOV", "1")));
    assertEquals(
        Set.of("DEV"),
        CONFIGURATION.at(NOW.plusSeconds(10_000)).instances(),
        "the own instance stays, isValidAt tells that it expired");
  }

  private static Map<String, byte[]> stored() {
    var files = new HashMap<String, byte[]>();
    files.put("instance-identifier", "DEV".getBytes(UTF_8));
    files.put("DEV/private-params.xml", OWN.toXml(6));
    files.put("DEV/shared-params.xml", everything().toXml(6));
    files.put("DEV/shared-params.xml.metadata", metadata(NOW.plusSeconds(600)));
    files.put("DEV/private-params.xml.metadata", metadata(NOW.plusSeconds(300)));
    files.put("EE/shared-params.xml", foreign().toXml(6));
    return files;
  }

  private static byte[] metadata(Instant expires) {
    return ("{\"configurationVersion\":\"6\",\"expirationDate\":\"" + expires + "\"}")
        .getBytes(UTF_8);
  }

  @Test
  void aStoredFolderIsRead() {
    var configuration = GlobalConfiguration.read(stored());
    assertEquals(NOW.plusSeconds(300), configuration.expires());
    assertEquals(Set.of("DEV", "EE"), configuration.instances());
    assertEquals(Duration.ofSeconds(90), configuration.timestampingInterval());
    assertEquals(
        Optional.of(SS1), configuration.serverOfAuthenticationCertificate(RSA.certificate()));
    assertEquals(OptionalParameters.DEFAULTS, configuration.optionalParameters());
  }

  @Test
  void optionalPartsOfTheOwnInstanceAreRead() {
    var files = stored();
    files.put("DEV/nextupdate-params.xml", conf("<verifyNextUpdate>false</verifyNextUpdate>"));
    files.put("DEV/fetchinterval-params.xml", conf("<ocspFetchInterval>30</ocspFetchInterval>"));
    files.put(
        "DEV/monitoring-params.xml",
        conf(
            "<monitoringClient><monitoringClientId i:objectType='MEMBER'>"
                + "<i:xRoadInstance>DEV</i:xRoadInstance><i:memberClass>GOV</i:memberClass>"
                + "<i:memberCode>1234</i:memberCode></monitoringClientId></monitoringClient>"));
    var configuration = GlobalConfiguration.read(files);
    assertEquals(
        new OptionalParameters(Optional.of(MEMBER), false, Duration.ofMinutes(1)),
        configuration.optionalParameters());
    assertFalse(configuration.trust().verifyNextUpdate());
  }

  private static byte[] conf(String children) {
    return ("<x:conf xmlns:x='http://x-road.eu/xsd/xroad.xsd'"
            + " xmlns:i='http://x-road.eu/xsd/identifiers'>"
            + children
            + "</x:conf>")
        .getBytes(UTF_8);
  }

  @Test
  void theArchiveForVerifiersIsReadBack() {
    var files = ConfigurationFiles.forVerification("DEV", List.of(everything(), foreign()), 6);
    assertEquals(
        Set.of(
            "verificationconf/instance-identifier",
            "verificationconf/DEV/shared-params.xml",
            "verificationconf/DEV/shared-params.xml.metadata",
            "verificationconf/EE/shared-params.xml",
            "verificationconf/EE/shared-params.xml.metadata"),
        files.keySet());
    var configuration = GlobalConfiguration.read(files);
    assertEquals(Optional.of(everything().reducedTo(6)), configuration.parameters("DEV"));
    assertEquals(Instant.MAX, configuration.expires());
    assertEquals(Optional.empty(), configuration.privateParameters());
  }

  @Test
  void foldersAreEncodedInstances() {
    assertEquals("A%2FB+%C3%A4", ConfigurationFiles.folder("A/B ä"));
    assertEquals("%2E.", ConfigurationFiles.folder(".."));
    var odd =
        new SharedParameters(
            "A/B ä",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Duration.ofSeconds(1));
    var files = ConfigurationFiles.forVerification("A/B ä", List.of(odd), 6);
    assertEquals(Set.of("A/B ä"), GlobalConfiguration.read(files).instances());
  }

  @Test
  void aForeignInstanceThatCannotBeReadIsNamedAndLeftOut() {
    var files = stored();
    files.put("EE/shared-params.xml", "xxx".getBytes(UTF_8));
    files.put("FI/shared-params.xml", foreign().toXml(6));
    files.put("%zz/shared-params.xml", foreign().toXml(6));
    files.put("%44EV/shared-params.xml", everything().toXml(6));
    files.put("shared-params.xml", everything().toXml(6));
    var configuration = GlobalConfiguration.read(files);
    assertEquals(Set.of("DEV"), configuration.instances());
    assertEquals(
        List.of(
            "%44EV: File %44EV/shared-params.xml is of instance DEV",
            "%zz: File %zz/shared-params.xml is of instance EE",
            "FI: File FI/shared-params.xml is of instance EE"),
        configuration.unreadable().stream().filter(text -> !text.startsWith("EE: ")).toList());
    assertEquals(4, configuration.unreadable().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DEV/shared-params.xml",
        "DEV/shared-params.xml.metadata",
        "DEV/private-params.xml",
        "instance-identifier"
      })
  void aBrokenFileOfTheOwnInstanceIsRefused(String file) {
    var files = stored();
    files.put(file, "xxx".getBytes(UTF_8));
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> GlobalConfiguration.read(files));
  }

  @Test
  void anIncompleteOrDoubleConfigurationIsRefused() {
    var without = stored();
    without.remove("DEV/shared-params.xml");
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> GlobalConfiguration.read(without));
    var twice = stored();
    twice.put("other/instance-identifier", "DEV".getBytes(UTF_8));
    assertFault(FaultCode.MALFORMED_GLOBAL_CONF, () -> GlobalConfiguration.read(twice));
    var ownParameters = new InstanceParameters(everything(), Optional.empty());
    assertFault(
        FaultCode.MALFORMED_GLOBAL_CONF,
        () ->
            GlobalConfiguration.of(
                "DEV",
                Optional.empty(),
                List.of(ownParameters, ownParameters),
                OptionalParameters.DEFAULTS));
  }
}
