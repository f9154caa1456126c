// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.registry.management.Fixtures.AUTHENTICATION;
import static org.postroad.registry.management.Fixtures.AUTHORITY;
import static org.postroad.registry.management.Fixtures.MEMBER;
import static org.postroad.registry.management.Fixtures.MEMBERS_KEY;
import static org.postroad.registry.management.Fixtures.NOW;
import static org.postroad.registry.management.Fixtures.OWNER;
import static org.postroad.registry.management.Fixtures.OWNERS_KEY;
import static org.postroad.registry.management.Fixtures.PROVIDER;
import static org.postroad.registry.management.Fixtures.SERVER;
import static org.postroad.registry.management.Fixtures.SHOP;
import static org.postroad.registry.management.Fixtures.at;
import static org.postroad.registry.management.Fixtures.fault;
import static org.postroad.registry.management.Fixtures.message;
import static org.postroad.registry.management.Fixtures.proof;
import static org.postroad.registry.management.Fixtures.registered;
import static org.postroad.registry.management.Fixtures.registration;
import static org.postroad.registry.management.Fixtures.signed;
import static org.postroad.registry.management.ManagementPort.REGISTRATION;
import static org.postroad.registry.management.ManagementPort.SERVICES;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.management.ManagementResponse;
import org.postroad.protocol.management.MemberProof;
import org.postroad.protocol.management.OctetSignature;
import org.postroad.protocol.management.SubmittedRequest;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestOcsp;

class ManagementLineTest {
  private static final String SUBJECT = "C=FI, O=Organisation, CN=1, serialNumber=TEST/SERVER/GOV";

  private final List<ManagementRequest> accepted = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();

  private long accept(ManagementRequest request, String why) {
    accepted.add(request);
    reasons.add(why);
    return accepted.size();
  }

  private Reply run(Arrival arrival) {
    return Fixtures.line(this::accept, NOW).run(arrival);
  }

  private Reply run(SubmittedRequest request) {
    return run(at(request instanceof Registration ? REGISTRATION : SERVICES, request));
  }

  private void assertAccepted(SubmittedRequest request) {
    Reply reply = run(request);
    assertEquals(200, reply.status(), () -> new String(reply.body(), UTF_8));
    assertEquals(
        Optional.of((long) accepted.size()),
        ManagementResponse.idIn(reply.body(), Reply.CONTENT_TYPE, request.message()));
    assertEquals(request.message().request(), accepted.getLast());
  }

  private void assertRefused(String code, SubmittedRequest request) {
    assertRefused(code, run(request));
  }

  private void assertRefused(String code, Reply reply) {
    assertEquals(500, reply.status());
    assertEquals(code, fault(reply).code(), () -> fault(reply).text());
    assertEquals(Fixtures.TRACE.toString(), fault(reply).detail());
    assertEquals(List.of(), accepted);
  }

  @Test
  void aRegistrationIsAcceptedAndRemembered() {
    assertAccepted(registered(registration()));
    assertEquals(List.of("authCertReg 6f1c"), reasons);
  }

  static Stream<Arguments> signers() {
    return Stream.of(
        Arguments.of(new ClientReg(SERVER, SHOP, Optional.of("Shop")), MEMBERS_KEY),
        Arguments.of(new ClientReg(SERVER, MEMBER, Optional.empty()), MEMBERS_KEY),
        Arguments.of(new ClientDisable(SERVER, SHOP), MEMBERS_KEY),
        Arguments.of(new ClientEnable(SERVER, SHOP), MEMBERS_KEY),
        Arguments.of(new ClientRename(SERVER, SHOP, "Pood"), MEMBERS_KEY),
        Arguments.of(new OwnerChange(SERVER, MEMBER), MEMBERS_KEY),
        Arguments.of(new AddressChange(SERVER, "ss1.example"), OWNERS_KEY),
        Arguments.of(new MaintenanceModeEnable(SERVER, Optional.empty()), OWNERS_KEY),
        Arguments.of(new MaintenanceModeDisable(SERVER), OWNERS_KEY));
  }

  @ParameterizedTest
  @MethodSource("signers")
  void aRequestIsSignedByTheMemberItSpeaksFor(ManagementRequest request, TestKey signer) {
    TestKey other = signer.equals(OWNERS_KEY) ? MEMBERS_KEY : OWNERS_KEY;
    assertRefused("invalid_request", signed(request, other));
    assertAccepted(signed(request, signer));
  }

  @Test
  void whatDeletesNeedsNoSignature() {
    assertAccepted(new Plain(message(new ClientDeletion(SERVER, SHOP))));
    assertAccepted(new Plain(message(new AuthCertDeletion(SERVER, AUTHENTICATION.certificate()))));
  }

  @Test
  void aDryRunChecksEverythingAndKeepsNothing() {
    AuthCertReg dry =
        new AuthCertReg(SERVER, Optional.of("ss1"), AUTHENTICATION.certificate(), true);
    Registration request = registered(dry);
    Reply reply = run(request);
    assertEquals(
        Optional.of(0L),
        ManagementResponse.idIn(reply.body(), Reply.CONTENT_TYPE, request.message()));
    assertEquals(List.of(), accepted);
    var unsigned =
        new Registration(
            request.message(),
            OctetSignature.over(new byte[1], AUTHENTICATION.signer()),
            request.authCert(),
            request.owner());
    assertRefused("invalid_signature_value", unsigned);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyKindHasItsPort(boolean registration) {
    if (registration) {
      assertRefused("unknown_service", run(at(SERVICES, registered(registration()))));
    } else {
      assertRefused(
          "unknown_service",
          run(at(REGISTRATION, signed(new ClientDisable(SERVER, SHOP), MEMBERS_KEY))));
      byte[] soap = message(new ClientDeletion(SERVER, SHOP)).soap().bytes();
      assertRefused(
          "invalid_content_type", run(new Arrival(REGISTRATION, "text/xml;charset=UTF-8", soap)));
    }
  }

  @Test
  void withoutValidConfigurationNothingIsJudged() {
    var late = Fixtures.line(this::accept, NOW.plusSeconds(601));
    Arrival arrival = at(REGISTRATION, registered(registration()));
    assertRefused("global_conf_outdated", late.run(arrival));
    var before =
        new ManagementLine(
            Optional::empty,
            this::accept,
            Fixtures.CONTRACTS,
            Clock.fixed(NOW, ZoneOffset.UTC),
            () -> Fixtures.TRACE);
    assertRefused("global_conf_outdated", before.run(arrival));
  }

  @Test
  void bothSignaturesOfARegistrationAreVerified() {
    Registration good = registered(registration());
    byte[] other = message(new AddressChange(SERVER, "x")).soap().bytes();
    assertRefused(
        "invalid_signature_value",
        new Registration(
            good.message(),
            OctetSignature.over(other, AUTHENTICATION.signer()),
            good.authCert(),
            good.owner()));
    assertRefused(
        "invalid_signature_value",
        new Registration(
            good.message(),
            OctetSignature.over(good.message().soap().bytes(), OWNERS_KEY.signer()),
            good.authCert(),
            good.owner()));
    MemberProof unproven =
        new MemberProof(
            OctetSignature.over(other, OWNERS_KEY.signer()),
            good.owner().certificate(),
            good.owner().ocspResponse());
    assertRefused(
        "invalid_signature_value",
        new Registration(good.message(), good.possession(), good.authCert(), unproven));
  }

  static Stream<Arguments> uselessSigningCertificates() {
    TestKey expired =
        TestCertificate.subject(SUBJECT)
            .signing()
            .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
            .issuedBy(AUTHORITY.root());
    TestKey forAuthentication =
        TestCertificate.subject(SUBJECT).authentication().issuedBy(AUTHORITY.root());
    TestKey selfSigned = TestCertificate.subject(SUBJECT).signing().selfSigned();
    return Stream.of(
        Arguments.of("cert_validation", expired),
        Arguments.of("cert_validation", forAuthentication),
        Arguments.of("cert_validation", selfSigned),
        Arguments.of("cert_validation", Fixtures.foreignSigning()));
  }

  @ParameterizedTest
  @MethodSource("uselessSigningCertificates")
  void aSigningCertificateIsValidAndApproved(String code, TestKey key) {
    ManagementMessage message = message(new AddressChange(SERVER, "ss1.example"));
    Reply reply = run(new Signed(message, proof(message, key)));
    assertEquals(500, reply.status());
    assertTrue(fault(reply).code().startsWith(code), fault(reply)::code);
  }

  static Stream<Arguments> uselessOcspResponses() {
    TestOcsp about = about(OWNERS_KEY);
    return Stream.of(
        Arguments.of("revoked", about(OWNERS_KEY).revoked(NOW).signedBy(AUTHORITY.ocspSigner())),
        Arguments.of("unknown", about(OWNERS_KEY).unknown().signedBy(AUTHORITY.ocspSigner())),
        Arguments.of(
            "old",
            about(OWNERS_KEY)
                .thisUpdate(NOW.minus(Duration.ofHours(2)))
                .signedBy(AUTHORITY.ocspSigner())),
        Arguments.of("of another", Fixtures.good(MEMBERS_KEY)),
        Arguments.of("by nobody", about.signedBy(AUTHENTICATION)),
        Arguments.of("no response", new byte[] {0x30, 0}));
  }

  private static TestOcsp about(TestKey key) {
    return TestOcsp.about(key.certificate(), AUTHORITY.root().certificate());
  }

  @ParameterizedTest
  @MethodSource("uselessOcspResponses")
  void aSigningCertificateIsGoodByOcsp(String what, byte[] ocspResponse) {
    ManagementMessage message = message(new AddressChange(SERVER, "ss1.example"));
    var proof =
        MemberProof.of(message, OWNERS_KEY.signer(), OWNERS_KEY.certificate(), ocspResponse);
    Reply reply = run(new Signed(message, proof));
    assertEquals(500, reply.status(), what);
    assertEquals(List.of(), accepted, what);
  }

  static List<TestKey> uselessAuthenticationCertificates() {
    return List.of(
        OWNERS_KEY,
        TestCertificate.subject(SUBJECT).authentication().selfSigned(),
        TestCertificate.subject(SUBJECT)
            .authentication()
            .valid(NOW.minus(Duration.ofDays(9)), NOW.minus(Duration.ofDays(1)))
            .issuedBy(AUTHORITY.root()));
  }

  @ParameterizedTest
  @MethodSource("uselessAuthenticationCertificates")
  void anAuthenticationCertificateIsValidAndApproved(TestKey key) {
    var request = new AuthCertReg(SERVER, Optional.of("ss1"), key.certificate(), false);
    ManagementMessage message = message(request);
    var registration =
        Registration.of(message, key.signer(), key.certificate(), proof(message, OWNERS_KEY));
    Reply reply = run(registration);
    assertEquals(500, reply.status());
    assertTrue(fault(reply).code().startsWith("cert_validation"), fault(reply)::code);
  }

  @Test
  void theCertificateInTheMessageIsTheAttachedOne() {
    TestKey other = AUTHORITY.authentication(OWNER);
    var request = new AuthCertReg(SERVER, Optional.of("ss1"), other.certificate(), false);
    assertRefused("cert_validation", registered(request));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "a b", "host:5500", "1.2.3.4.5"})
  void aRegistrationHasAnAddress(String address) {
    var request =
        new AuthCertReg(
            SERVER,
            Optional.of(address).filter(a -> !a.equals("-")),
            AUTHENTICATION.certificate(),
            false);
    assertRefused("invalid_request", registered(request));
  }

  @Test
  void aRegistrationIsAddressedToTheProvider() {
    for (ClientId provider : List.of(OWNER, SHOP)) {
      ManagementMessage message = ManagementMessage.of(OWNER, provider, "1", registration());
      assertRefused(
          "invalid_request",
          Registration.of(
              message,
              AUTHENTICATION.signer(),
              AUTHENTICATION.certificate(),
              proof(message, OWNERS_KEY)));
    }
  }

  @Test
  void onlyTheOwnerOfAServerAsksForIt() {
    ManagementMessage message =
        ManagementMessage.of(MEMBER, PROVIDER, "1", new ClientDeletion(SERVER, SHOP));
    assertRefused("invalid_request", new Plain(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b", "a;b", "a%b", "a/b", "a\\b", "a\u200bb", "a\ufeffb", "a\tb"})
  void identifiersHaveNoBannedCharacters(String code) {
    assertRefused(
        "invalid_client_identifier",
        new Plain(message(new ClientDeletion(SERVER, new SubsystemId(MEMBER, code)))));
    var server = new SecurityServerId(OWNER, code);
    assertRefused(
        "invalid_client_identifier", new Plain(message(new ClientDeletion(server, SHOP))));
    var owner = new MemberId("TEST", "GOV", code);
    assertRefused(
        "invalid_client_identifier",
        new Plain(
            ManagementMessage.of(
                owner,
                PROVIDER,
                "1",
                new ClientDeletion(new SecurityServerId(owner, "SS1"), SHOP))));
  }

  @Test
  void whatTheMembershipRefusesIsAFaultToo() {
    var line =
        Fixtures.line(
            (request, why) -> {
              throw new Fault(FaultCode.NOT_FOUND, "There is no such server");
            },
            NOW);
    Reply reply = line.run(at(SERVICES, signed(new ClientDisable(SERVER, SHOP), MEMBERS_KEY)));
    assertRefused("not_found", reply);
    assertEquals("There is no such server", fault(reply).text());
  }

  @Test
  void aFailureIsToldWithoutItsReason() {
    var line =
        Fixtures.line(
            (request, why) -> {
              throw new IllegalStateException("secret");
            },
            NOW);
    Reply reply = line.run(at(SERVICES, signed(new ClientDisable(SERVER, SHOP), MEMBERS_KEY)));
    assertRefused("internal_error", reply);
    assertEquals("Internal error", fault(reply).text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no XML", "<a/>"})
  void whatIsNoSoapIsAFaultToo(String body) {
    Reply reply = run(new Arrival(SERVICES, "text/xml", body.getBytes(UTF_8)));
    assertRefused("invalid_soap", reply);
    assertEquals(500, run(new Arrival(SERVICES, "nonsense", body.getBytes(UTF_8))).status());
  }
}
