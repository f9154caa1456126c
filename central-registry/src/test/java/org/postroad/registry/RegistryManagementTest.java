// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.PrivateParameters;
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
import org.postroad.protocol.management.RequestWriter;
import org.postroad.protocol.management.SubmittedRequest;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.membership.ApprovalPolicy;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;
import org.postroad.registry.membership.RegisteredRequest;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.registry.membership.RequestState;
import org.postroad.registry.trust.TrustCommand.ApproveCertificationService;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

/** Requests through the real ports, and what becomes of them in the registry. */
class RegistryManagementTest {
  private static final Clock CLOCK = Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Author AUTHOR = new Author("tester", "because");
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final InetSocketAddress ANY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final MemberId AGENCY = new MemberId("TEST", "GOV", "1");
  private static final MemberId COMPANY = new MemberId("TEST", "COM", "2");
  private static final SubsystemId MANAGEMENT = new SubsystemId(AGENCY, "Management");
  private static final SubsystemId SHOP = new SubsystemId(COMPANY, "Shop");
  private static final SecurityServerId SS1 = new SecurityServerId(COMPANY, "SS1");
  private static final SecurityServerId RENAMED = new SecurityServerId(AGENCY, "SS1");

  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final TestKey AUTHENTICATION = AUTHORITY.authentication(COMPANY);
  private static final TestKey COMPANYS_KEY = AUTHORITY.signing(COMPANY);
  private static final TestKey AGENCYS_KEY = AUTHORITY.signing(AGENCY);

  @TempDir private Path folder;
  private Optional<CentralRegistry> registry = Optional.empty();
  private Optional<RegistryManagement> management = Optional.empty();
  private Optional<PortIdentity> identity = Optional.empty();
  private Optional<X509Certificate> shown = Optional.empty();
  private ApprovalPolicy approval = ApprovalPolicy.NONE;

  private Path directory() {
    return folder.resolve("registry");
  }

  private PortIdentity identity() {
    return PortIdentity.open(
        directory(), PortIdentity.Use.MANAGEMENT, PIN, List.of("127.0.0.1"), CLOCK, RANDOM);
  }

  private void open() {
    PortIdentity key = identity();
    identity = Optional.of(key);
    shown = Optional.of(key.certificate());
    CentralRegistry opened =
        CentralRegistry.open(
            RegistryOptions.of("TEST", directory(), ANY, PIN).withKeyKind(KeyKind.EC_P256),
            CLOCK,
            RANDOM);
    registry = Optional.of(opened);
    ManagementOptions options =
        ManagementOptions.of(ANY, ANY)
            .withApproval(approval)
            .withLimits(PortLimits.DEFAULTS.withRequestsPerMinute(1000));
    management = Optional.of(RegistryManagement.open(opened, directory(), options, key, CLOCK));
  }

  @AfterEach
  void close() {
    management.ifPresent(RegistryManagement::close);
    registry.ifPresent(CentralRegistry::close);
    identity.ifPresent(PortIdentity::close);
  }

  @BeforeEach
  void register() {
    open();
    List<MembershipCommand> known =
        List.of(
            new DefineMemberClass("GOV", "Government"),
            new DefineMemberClass("COM", "Commerce"),
            new AddMember(AGENCY, "Agency"),
            new AddSubsystem(MANAGEMENT, Optional.empty()),
            new SetManagementServiceProvider(MANAGEMENT));
    known.forEach(this::execute);
    var responder =
        new OcspService(
            "http://127.0.0.1/ocsp",
            Optional.of(AUTHORITY.ocspSigner().certificate()),
            Optional.empty());
    registry()
        .execute(
            new ApproveCertificationService(
                new CertificationService(
                    AUTHORITY.name(),
                    false,
                    new Authority(AUTHORITY.root().certificate(), List.of(responder)),
                    List.of(),
                    AUTHORITY.approved().profile().className(),
                    Optional.empty(),
                    Optional.empty())),
            AUTHOR);
    registry().publish();
  }

  private CentralRegistry registry() {
    return registry.orElseThrow();
  }

  private void execute(MembershipCommand command) {
    registry().execute(command, AUTHOR);
  }

  private RegisteredServer server(SecurityServerId id) {
    return registry().snapshot().membership().servers().stream()
        .filter(server -> server.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private RequestState state(long id) {
    return registry().requests().get((int) id - 1).state().orElseThrow();
  }

  private HttpResponse<byte[]> post(SubmittedRequest request)
      throws IOException, InterruptedException {
    RequestWriter.Written written = RequestWriter.write(request, RANDOM);
    boolean registration = request instanceof SubmittedRequest.Registration;
    String url =
        registration
            ? "https://127.0.0.1:"
                + management.orElseThrow().registration().getPort()
                + "/managementservice/"
            : "https://127.0.0.1:"
                + management.orElseThrow().services().getPort()
                + "/managementservice/manage/";
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(TestTls.trusting(shown.orElseThrow())).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", written.contentType())
              .POST(BodyPublishers.ofByteArray(written.bytes()))
              .build(),
          BodyHandlers.ofByteArray());
    }
  }

  private static SubmittedRequest signed(ManagementRequest request, TestKey key) {
    ManagementMessage message =
        ManagementMessage.of(request.server().owner(), MANAGEMENT, "id-1", request);
    if (!request.service().isSigned()) {
      return new SubmittedRequest.Plain(message);
    }
    var proof =
        MemberProof.of(
            message,
            key.signer(),
            key.certificate(),
            AUTHORITY.good(key.certificate(), TestAuthority.NOW));
    return request instanceof AuthCertReg
        ? SubmittedRequest.Registration.of(
            message, AUTHENTICATION.signer(), AUTHENTICATION.certificate(), proof)
        : new SubmittedRequest.Signed(message, proof);
  }

  private long send(ManagementRequest request, TestKey key)
      throws IOException, InterruptedException {
    SubmittedRequest submitted = signed(request, key);
    HttpResponse<byte[]> response = post(submitted);
    assertEquals(200, response.statusCode(), () -> new String(response.body(), UTF_8));
    String type = response.headers().firstValue("content-type").orElseThrow();
    return ManagementResponse.idIn(response.body(), type, submitted.message()).orElseThrow();
  }

  private FaultReport refused(ManagementRequest request, TestKey key)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> response = post(signed(request, key));
    assertEquals(500, response.statusCode());
    return SoapMessage.faultIn(response.body()).orElseThrow();
  }

  private static AuthCertReg registration(boolean dryRun) {
    return new AuthCertReg(SS1, Optional.of("ss1.example"), AUTHENTICATION.certificate(), dryRun);
  }

  @Test
  void aServerLivesFromItsFirstCertificateToItsLast() throws Exception {
    assertEquals(0, send(registration(true), COMPANYS_KEY));
    assertEquals(1, send(registration(false), COMPANYS_KEY));
    assertEquals(new RequestState.Waiting(), state(1));
    execute(new ApproveRequest(1));
    assertEquals("ss1.example", server(SS1).address());
    assertEquals(2, send(new ClientReg(SS1, SHOP, Optional.of("Shop")), COMPANYS_KEY));
    execute(new ApproveRequest(2));
    assertEquals(List.of(SHOP), server(SS1).clients());
    assertEquals(3, send(new ClientReg(SS1, AGENCY, Optional.empty()), AGENCYS_KEY));
    execute(new ApproveRequest(3));
    send(new ClientRename(SS1, SHOP, "Pood"), COMPANYS_KEY);
    send(new ClientDisable(SS1, SHOP), COMPANYS_KEY);
    assertEquals(List.of(AGENCY), server(SS1).clients());
    send(new ClientEnable(SS1, SHOP), COMPANYS_KEY);
    send(new MaintenanceModeEnable(SS1, Optional.of("Back soon")), COMPANYS_KEY);
    assertTrue(server(SS1).maintenance().isPresent());
    send(new MaintenanceModeDisable(SS1), COMPANYS_KEY);
    send(new AddressChange(SS1, "192.0.2.7"), COMPANYS_KEY);
    assertEquals(10, send(new OwnerChange(SS1, AGENCY), AGENCYS_KEY));
    execute(new ApproveRequest(10));
    assertEquals("192.0.2.7", server(RENAMED).address());
    assertTrue(server(RENAMED).serves(COMPANY));
    send(new ClientDeletion(RENAMED, SHOP), AGENCYS_KEY);
    assertFalse(server(RENAMED).serves(SHOP));
    assertEquals(
        12, send(new AuthCertDeletion(RENAMED, AUTHENTICATION.certificate()), AGENCYS_KEY));
    assertEquals(List.of(), server(RENAMED).authenticationCertificates());
    assertTrue(refused(new ClientDeletion(RENAMED, SHOP), AGENCYS_KEY).text().contains("Shop"));
    assertEquals(12, registry().requests().size());
  }

  @Test
  void requestsAreThereAgainAfterARestart() throws Exception {
    send(registration(false), COMPANYS_KEY);
    execute(new ApproveRequest(1));
    send(new ClientReg(SS1, SHOP, Optional.of("Shop")), COMPANYS_KEY);
    List<RegisteredRequest> requests = registry().requests();
    var certificate = shown;
    close();
    open();
    assertEquals(certificate, shown);
    assertEquals(requests, registry().requests());
    assertTrue(
        refused(new ClientReg(SS1, SHOP, Optional.empty()), COMPANYS_KEY)
            .text()
            .contains("request 2 "));
    execute(new ApproveRequest(2));
    assertEquals(List.of(SHOP), server(SS1).clients());
  }

  @Test
  void whatThePolicySaysIsApprovedAsItComes() throws Exception {
    close();
    approval = new ApprovalPolicy(true, true, true);
    open();
    registry().publish();
    assertEquals(1, send(registration(false), COMPANYS_KEY));
    assertEquals(new RequestState.Waiting(), state(1), "the company is not a member yet");
    execute(new ApproveRequest(1));
    assertEquals(2, send(new ClientReg(SS1, SHOP, Optional.empty()), COMPANYS_KEY));
    assertEquals(new RequestState.Approved(), state(2));
    assertEquals(List.of(SHOP), server(SS1).clients());
  }

  @Test
  void beforeAnythingIsPublishedNothingIsAccepted() throws Exception {
    var fresh = folder.resolve("fresh");
    close();
    try (CentralRegistry empty =
            CentralRegistry.open(
                RegistryOptions.of("TEST", fresh, ANY, PIN).withKeyKind(KeyKind.EC_P256),
                CLOCK,
                RANDOM);
        PortIdentity same = identity();
        RegistryManagement ports =
            RegistryManagement.open(empty, fresh, ManagementOptions.of(ANY, ANY), same, CLOCK)) {
      management = Optional.of(ports);
      registry = Optional.empty();
      assertEquals("global_conf_outdated", refused(registration(false), COMPANYS_KEY).code());
    } finally {
      management = Optional.empty();
    }
  }

  /** Row E46: servers learn of another key from the next configuration. */
  @Test
  void anotherKeyIsPublishedAndPresented() throws Exception {
    identity.orElseThrow().recreate(List.of("127.0.0.1"));
    X509Certificate renewed = identity.orElseThrow().certificate();
    registry().publish();
    byte[] own = Files.readAllBytes(directory().resolve("globalconf/TEST/private-params.xml"));
    assertEquals(
        Optional.of(renewed), PrivateParameters.parse(own).managementService().tlsCertificate());
    assertThrows(IOException.class, () -> send(registration(false), COMPANYS_KEY));
    shown = Optional.of(renewed);
    assertEquals(1, send(registration(false), COMPANYS_KEY));
  }

  @Test
  void theDescriptionIsPublishedWithTheAddress() throws IOException {
    String wsdl =
        Files.readString(directory().resolve("public").resolve("managementservices.wsdl"));
    assertTrue(
        wsdl.contains(
            "https://127.0.0.1:"
                + management.orElseThrow().services().getPort()
                + "/managementservice/manage/"));
    assertFalse(wsdl.contains("invalid"));
  }

  @Test
  void whoeverCanReachTheServicesFromElsewhereMustBeKnown() {
    var everywhere = new InetSocketAddress("0.0.0.0", 0);
    assertThrows(IllegalArgumentException.class, () -> ManagementOptions.of(ANY, everywhere));
    var known = ManagementOptions.of(ANY, ANY).withCallers(Set.of());
    assertEquals(Optional.of(Set.of()), known.callers());
  }
}
