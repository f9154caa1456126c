// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.InstanceParameters;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.MemberProof;
import org.postroad.protocol.management.RequestWriter;
import org.postroad.protocol.management.SubmittedRequest;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** An instance with one approved authority, and requests to its registry. */
final class Fixtures {
  static final Instant NOW = TestAuthority.NOW;
  static final UUID TRACE = new UUID(1, 2);
  static final MemberId OWNER = new MemberId("TEST", "GOV", "1");
  static final MemberId MEMBER = new MemberId("TEST", "COM", "2");
  static final SubsystemId SHOP = new SubsystemId(MEMBER, "Shop");
  static final SubsystemId PROVIDER = new SubsystemId(OWNER, "Management");
  static final SecurityServerId SERVER = new SecurityServerId(OWNER, "SS1");

  static final TestAuthority AUTHORITY = TestAuthority.create();
  static final TestKey AUTHENTICATION = AUTHORITY.authentication(OWNER);
  static final TestKey OWNERS_KEY = AUTHORITY.signing(OWNER);
  static final TestKey MEMBERS_KEY = AUTHORITY.signing(MEMBER);

  /** For all tests of a run: CXF takes a while to start. */
  static final ServiceContracts CONTRACTS = new ServiceContracts();

  private Fixtures() {}

  static GlobalConfiguration configuration() {
    var expires = Optional.of(NOW.plusSeconds(600));
    var responder =
        new OcspService(
            "http://127.0.0.1/ocsp",
            Optional.of(AUTHORITY.ocspSigner().certificate()),
            Optional.empty());
    var service =
        new CertificationService(
            AUTHORITY.name(),
            false,
            new Authority(AUTHORITY.root().certificate(), List.of(responder)),
            List.of(),
            AUTHORITY.approved().profile().className(),
            Optional.empty(),
            Optional.empty());
    var shared =
        new SharedParameters(
            "TEST",
            List.of(),
            List.of(service),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Duration.ofHours(1));
    var own =
        new PrivateParameters(
            "TEST",
            List.of(),
            new PrivateParameters.ManagementService(
                "https://127.0.0.1:4001/managementservice/", Optional.empty(), PROVIDER),
            Duration.ofMinutes(1));
    return GlobalConfiguration.of(
        "TEST",
        Optional.of(new GlobalConfiguration.Own(own, expires)),
        List.of(new InstanceParameters(shared, expires)),
        OptionalParameters.DEFAULTS);
  }

  static ManagementLine line(RequestJournal journal, Instant at) {
    return new ManagementLine(
        () -> Optional.of(configuration()),
        journal,
        CONTRACTS,
        Clock.fixed(at, ZoneOffset.UTC),
        () -> TRACE);
  }

  static AuthCertReg registration() {
    return new AuthCertReg(SERVER, Optional.of("ss1.example"), AUTHENTICATION.certificate(), false);
  }

  static ManagementMessage message(ManagementRequest request) {
    return ManagementMessage.of(OWNER, PROVIDER, "6f1c", request);
  }

  static byte[] good(TestKey key) {
    return AUTHORITY.good(key.certificate(), NOW);
  }

  static MemberProof proof(ManagementMessage message, TestKey key) {
    return MemberProof.of(message, key.signer(), key.certificate(), good(key));
  }

  static SubmittedRequest.Registration registered(AuthCertReg request) {
    ManagementMessage message = message(request);
    return SubmittedRequest.Registration.of(
        message, AUTHENTICATION.signer(), AUTHENTICATION.certificate(), proof(message, OWNERS_KEY));
  }

  static SubmittedRequest.Signed signed(ManagementRequest request, TestKey key) {
    ManagementMessage message = message(request);
    return new SubmittedRequest.Signed(message, proof(message, key));
  }

  static Arrival at(ManagementPort port, SubmittedRequest request) {
    RequestWriter.Written written = RequestWriter.write(request, new Random(1));
    return new Arrival(port, written.contentType(), written.bytes());
  }

  static FaultReport fault(Reply reply) {
    return SoapMessage.faultIn(reply.body()).orElseThrow();
  }

  static TestKey foreignSigning() {
    return TestAuthority.create("Unknown CA").signing(MEMBER);
  }
}
