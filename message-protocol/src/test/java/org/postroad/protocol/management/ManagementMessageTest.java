// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.postroad.protocol.management.Fixtures.MEMBER;
import static org.postroad.protocol.management.Fixtures.OWNER;
import static org.postroad.protocol.management.Fixtures.PROVIDER;
import static org.postroad.protocol.management.Fixtures.SERVER;
import static org.postroad.protocol.management.Fixtures.SUBSYSTEM;
import static org.postroad.protocol.management.Fixtures.message;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.message.SoapMessage;

class ManagementMessageTest {
  private static final String SERVER_XML =
      "<xroad:server id:objectType=\"SERVER\"><id:xRoadInstance>TEST</id:xRoadInstance>"
          + "<id:memberClass>GOV</id:memberClass><id:memberCode>1</id:memberCode>"
          + "<id:serverCode>SS1</id:serverCode></xroad:server>";
  private static final String CLIENT_XML =
      "<xroad:client id:objectType=\"SUBSYSTEM\"><id:xRoadInstance>TEST</id:xRoadInstance>"
          + "<id:memberClass>COM</id:memberClass><id:memberCode>2</id:memberCode>"
          + "<id:subsystemCode>Shop</id:subsystemCode></xroad:client>";

  static List<ManagementRequest> requests() {
    return Fixtures.requests();
  }

  private static String text(ManagementMessage message) {
    return new String(message.soap().bytes(), UTF_8);
  }

  private static ManagementMessage parse(String envelope) {
    return ManagementMessage.parse(SoapMessage.parse(envelope.getBytes(UTF_8)));
  }

  @Test
  void aMessageHasFourHeaderFieldsAndTheRequest() {
    assertEquals(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><SOAP-ENV:Envelope"
            + " xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\""
            + " xmlns:id=\"http://x-road.eu/xsd/identifiers\""
            + " xmlns:xroad=\"http://x-road.eu/xsd/xroad.xsd\"><SOAP-ENV:Header>"
            + "<xroad:client id:objectType=\"MEMBER\"><id:xRoadInstance>TEST</id:xRoadInstance>"
            + "<id:memberClass>GOV</id:memberClass><id:memberCode>1</id:memberCode></xroad:client>"
            + "<xroad:service id:objectType=\"SERVICE\"><id:xRoadInstance>TEST</id:xRoadInstance>"
            + "<id:memberClass>GOV</id:memberClass><id:memberCode>1</id:memberCode>"
            + "<id:subsystemCode>Management</id:subsystemCode>"
            + "<id:serviceCode>clientDisable</id:serviceCode></xroad:service>"
            + "<xroad:id>6f1c</xroad:id><xroad:protocolVersion>4.0</xroad:protocolVersion>"
            + "</SOAP-ENV:Header><SOAP-ENV:Body><xroad:clientDisable>"
            + SERVER_XML
            + CLIENT_XML
            + "</xroad:clientDisable></SOAP-ENV:Body></SOAP-ENV:Envelope>",
        text(message(new ClientDisable(SERVER, SUBSYSTEM))));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void aMessageReadsBackAsTheRequestItWasMadeOf(ManagementRequest request) {
    ManagementMessage read = parse(text(message(request)));
    assertEquals(request, read.request());
    assertEquals(OWNER, read.sender());
    assertEquals(PROVIDER, read.provider());
    assertEquals("6f1c", read.soap().queryId());
    assertEquals(Optional.empty(), read.soap().userId());
  }

  @ParameterizedTest
  @MethodSource("requests")
  void theBodyFollowsTheSchema(ManagementRequest request) throws Exception {
    new RequestSchema().validate(message(request));
  }

  @Test
  void thereIsARequestForEveryService() {
    Set<ManagementService> covered =
        requests().stream().map(ManagementRequest::service).collect(Collectors.toSet());
    assertEquals(Set.copyOf(Arrays.asList(ManagementService.values())), covered);
  }

  @ParameterizedTest
  @CsvSource({
    "authCertReg, GOV/1",
    "clientReg, COM/2",
    "clientDisable, COM/2",
    "clientEnable, COM/2",
    "clientRename, COM/2",
    "ownerChange, COM/2",
    "addressChange, GOV/1",
    "maintenanceModeEnable, GOV/1",
    "maintenanceModeDisable, GOV/1",
    "authCertDeletion, nobody",
    "clientDeletion, nobody"
  })
  void everyRequestNamesItsSigner(String code, String signer) {
    requests().stream()
        .filter(request -> request.service().code().equals(code))
        .forEach(request -> {
          assertEquals(
              signer,
              request.signer().map(m -> m.memberClass() + '/' + m.memberCode()).orElse("nobody"));
          assertEquals(!signer.equals("nobody"), request.service().isSigned());
        });
  }

  @ParameterizedTest
  @CsvSource({"CLIENTDISABLE", "clientdisable", "ClientDisable"})
  void serviceCodesAreFoundInAnyCase(String spelling) {
    String changed =
        text(message(new ClientDisable(SERVER, SUBSYSTEM))).replace("clientDisable", spelling);
    assertEquals(new ClientDisable(SERVER, SUBSYSTEM), parse(changed).request());
  }

  @Test
  void aRegistrationWithoutDryRunIsNoDryRun() {
    String text = text(message(Fixtures.registration()));
    String older = text.replace("<xroad:dryRun>false</xroad:dryRun>", "");
    assertEquals(Fixtures.registration(), parse(older).request());
    AuthCertReg dry = (AuthCertReg) parse(text.replace(">false<", ">1<")).request();
    assertEquals(true, dry.dryRun());
  }

  @Test
  void aCertificateMayBeBrokenIntoLines() {
    String broken =
        text(message(Fixtures.registration()))
            .replace("<xroad:authCert>MII", "<xroad:authCert>\n  MII\n  ");
    assertEquals(Fixtures.registration(), parse(broken).request());
  }

  @ParameterizedTest
  @CsvSource({
    "xroad:clientDisable>, clientDisable>",
    "xroad:clientDisable>, xroad:clientDisableX>",
    "<xroad:client id, <xroad:klient id",
    "id:objectType=\"SERVER\", id:objectType=\"MEMBER\"",
    "id:objectType=\"SUBSYSTEM\", id:objectType=\"MEMBER\"",
    "id:objectType=\"SUBSYSTEM\", objectType=\"SUBSYSTEM\"",
    "<id:serverCode>SS1</id:serverCode>, ''",
    "<id:serverCode>SS1</id:serverCode>, <id:serverCode></id:serverCode>",
    "<id:serverCode>SS1</id:serverCode>, <serverCode>SS1</serverCode>",
    "<id:serverCode>SS1, <id:serverCode>SS1</id:serverCode><id:serverCode>SS1",
    "</xroad:clientDisable>, <xroad:requestId>1</xroad:requestId></xroad:clientDisable>",
    "</xroad:clientDisable>, text</xroad:clientDisable>",
    "<id:serviceCode>clientDisable</id:serviceCode>, <id:serviceCode>client</id:serviceCode>"
  })
  void whatIsNotExactlyARequestIsRefused(String from, String to) {
    String text = text(message(new ClientDisable(SERVER, SUBSYSTEM)));
    String changed = text.replace(from, to);
    assertThrows(Fault.class, () -> parse(changed));
    assertEquals(new ClientDisable(SERVER, SUBSYSTEM), parse(text).request());
  }

  @Test
  void childrenStandInTheirOrder() {
    String text = text(message(new ClientDisable(SERVER, SUBSYSTEM)));
    String swapped = text.replace(SERVER_XML + CLIENT_XML, CLIENT_XML + SERVER_XML);
    Fault fault = assertThrows(Fault.class, () -> parse(swapped));
    assertEquals(FaultCode.INVALID_REQUEST, fault.code());
  }

  @Test
  void aServiceWithVersionIsNoManagementService() {
    String text = text(message(new ClientDisable(SERVER, SUBSYSTEM)));
    String versioned =
        text.replace(
            "</id:serviceCode>", "</id:serviceCode><id:serviceVersion>v1</id:serviceVersion>");
    assertEquals(
        FaultCode.UNKNOWN_SERVICE, assertThrows(Fault.class, () -> parse(versioned)).code());
  }

  @Test
  void namesAreForSubsystemsAndNotBlank() {
    assertRefused(() -> new ClientReg(SERVER, MEMBER, Optional.of("Company")));
    assertRefused(() -> new ClientRename(SERVER, SUBSYSTEM, " "));
    String rename = text(message(new ClientRename(SERVER, SUBSYSTEM, "Pood")));
    assertRefused(() -> parse(rename.replace("Pood", "\t")));
  }

  @Test
  void onlyMembersBecomeOwnersAndOnlySubsystemsGetNames() {
    String owner = text(message(new OwnerChange(SERVER, MEMBER)));
    String member =
        owner.substring(owner.lastIndexOf("<xroad:client"), owner.indexOf("</xroad:ow"));
    assertRefused(() -> parse(owner.replace(member, CLIENT_XML)));
    String rename = text(message(new ClientRename(SERVER, SUBSYSTEM, "Pood")));
    assertRefused(() -> parse(rename.replace(CLIENT_XML, member)));
  }

  @Test
  void anAddressIsTakenAsItIs() {
    var change = new AddressChange(SERVER, " not judged here ");
    assertEquals(change, parse(text(message(change))).request());
  }

  @Test
  void aFaultIsNoRequest() {
    byte[] fault = new FaultReport("client.x", "text", "").toSoap();
    assertRefused(() -> ManagementMessage.parse(SoapMessage.parse(fault)));
  }

  @Test
  void theSenderMayBeAnyMember() {
    var other = new MemberId("TEST", "COM", "9");
    var message = ManagementMessage.of(other, PROVIDER, "1", new ClientDisable(SERVER, SUBSYSTEM));
    assertEquals(other, message.sender());
  }

  private static void assertRefused(Runnable action) {
    Fault fault = assertThrows(Fault.class, action::run);
    assertEquals(FaultCode.INVALID_REQUEST, fault.code(), fault::getMessage);
  }
}
