// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.declaration.Step.Action;
import org.postroad.securityserver.declaration.Step.State;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestCertificate;

/** What others take part in: each step once, found anew from how things stand. */
class StepsTest {
  private static final ClientId SHOP = ClientId.parse("TEST/GOV/1234/shop");
  private static final String SERVER = "{'server':'TEST:GOV:1234:ss1','address':'caller.test',";
  private static final String CLIENTS =
      "'clients':[{'id':'TEST:GOV:1234'},{'id':'TEST:GOV:1234:shop','name':'Shop'}]";

  @TempDir Path directory;
  private DeclaredServer server;

  @BeforeEach
  void open() {
    server = new DeclaredServer(directory);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static List<String> texts(List<Step> steps) {
    return steps.stream()
        .map(step -> step.action() + " " + step.about() + " " + step.state())
        .toList();
  }

  private static String keys(String more) {
    return SERVER
        + CLIENTS
        + ",'keys':[{'label':'sign','use':'signing','kind':'ec-p256'"
        + more
        + "}]}";
  }

  @Test
  void aKeyGetsItsRequestAndThenItsCertificate() {
    var wish = DeclaredServer.wish(keys(""));
    var _ = server.apply(wish);
    assertEquals(
        List.of("GENERATE_KEY sign READY", "REGISTER_CLIENT TEST:GOV:1234:shop WAITING"),
        texts(server.declarations.plan(wish).steps()));
    assertEquals(List.of("GENERATE_KEY sign DONE"), texts(server.take(wish).taken()));
    var requested = server.take(wish);
    assertEquals(List.of("REQUEST_CERTIFICATE sign PERSON"), texts(requested.taken()));
    Step request = requested.left().getFirst();
    assertTrue(request.document().orElseThrow().startsWith("-----BEGIN CERTIFICATE REQUEST-----"));
    assertEquals(List.of(), server.take(wish).taken(), "it is a person's turn");
    assertEquals(1, key().requests().size());

    String pem = Certificates.pem(certificate(key().id())).replace("\n", "\\n");
    var given = DeclaredServer.wish(keys(",'certificate':'" + pem + "'"));
    assertEquals(List.of("IMPORT_CERTIFICATE sign DONE"), texts(server.take(given).taken()));
    assertEquals(
        List.of("REGISTER_CLIENT TEST:GOV:1234:shop WAITING"), texts(server.take(given).left()));
    assertEquals(1, server.keyAdministration.tokens().getFirst().keys().size());
  }

  private KeyState key() {
    return server.keyAdministration.tokens().getFirst().keys().getFirst();
  }

  private java.security.cert.X509Certificate certificate(String key) {
    return TestCertificate.subject("C=FI, O=Organisation, CN=1234, serialNumber=TEST/ss1/GOV")
        .signing()
        .key(
            new KeyPair(
                server.keys.softwareToken().orElseThrow().key(key).orElseThrow().publicKey(), null))
        .issuedBy(server.instance.authority().root())
        .certificate();
  }

  @Test
  void clientsAreRegisteredOnceTheirMemberCanSign() {
    var wish = DeclaredServer.wish(SERVER + CLIENTS + "}");
    var _ = server.apply(wish);
    assertEquals(List.of(), server.take(wish).taken());
    server.signers.add(SHOP.member());
    assertEquals(
        List.of("REGISTER_CLIENT TEST:GOV:1234:shop DONE"), texts(server.take(wish).taken()));
    assertEquals(
        List.of(new ClientReg(TestInstance.CALLER_SERVER, SHOP, Optional.of("Shop"))), server.sent);
    assertEquals(Status.REGISTRATION_IN_PROGRESS, status());
    var later = server.take(wish);
    assertEquals(List.of(), later.taken());
    assertEquals(List.of("REGISTER_CLIENT TEST:GOV:1234:shop WAITING"), texts(later.left()));
    assertEquals(1, server.sent.size(), "it is asked once");
  }

  private Status status() {
    return server.live.current().client(SHOP).orElseThrow().status();
  }

  @Test
  void aRefusalIsToldAndTheStepIsThereAgain() {
    var wish = DeclaredServer.wish(SERVER + CLIENTS + "}");
    var _ = server.apply(wish);
    server.signers.add(SHOP.member());
    server.registryRefuses = true;
    var refused = server.take(wish);
    assertEquals(List.of("REGISTER_CLIENT TEST:GOV:1234:shop FAILED"), texts(refused.taken()));
    assertEquals("not now", refused.taken().getFirst().text());
    assertEquals(Status.SAVED, status());
    server.registryRefuses = false;
    assertEquals(
        List.of("REGISTER_CLIENT TEST:GOV:1234:shop DONE"), texts(server.take(wish).taken()));
  }

  /** What the registry says no to does not forget what it was asked before. */
  @Test
  void aRefusalAmongRequestsLeavesTheOthersAsked() {
    var wish =
        DeclaredServer.wish(
            SERVER + "'clients':[{'id':'TEST:GOV:1234:a'},{'id':'TEST:GOV:1234:b'}]}");
    var _ = server.apply(wish);
    server.signers.add(SHOP.member());
    server.refusedByPeer = Optional.of(ClientId.parse("TEST/GOV/1234/b"));
    var progress = server.take(wish);
    assertEquals(
        List.of("REGISTER_CLIENT TEST:GOV:1234:a DONE", "REGISTER_CLIENT TEST:GOV:1234:b FAILED"),
        texts(progress.taken()));
    assertEquals("server.invalid_request: asked for already", progress.taken().getLast().text());
    assertEquals(
        List.of("REGISTER_CLIENT TEST:GOV:1234:a WAITING", "REGISTER_CLIENT TEST:GOV:1234:b READY"),
        texts(progress.left()));
  }

  /** Many requests are one version, since a version has all of a configuration. */
  @Test
  void requestsThatAreSentTogetherAreRememberedTogether() {
    String many =
        SERVER
            + "'clients':[{'id':'TEST:GOV:1234:a'},{'id':'TEST:GOV:1234:b'},"
            + "{'id':'TEST:GOV:1234:c','register':false}]}";
    var wish = DeclaredServer.wish(many);
    var _ = server.apply(wish);
    server.signers.add(SHOP.member());
    long before = server.version();
    assertEquals(2, server.take(wish).taken().size());
    assertEquals(before + 1, server.version());
  }

  @Test
  void aClientThatIsNotNamedIsUnregisteredBeforeItIsForgotten() {
    var both =
        DeclaredServer.wish(
            "{'server':'TEST:GOV:1234:ss1','clients':[{'id':'TEST:GOV:1234:tax'}]}");
    var _ = server.apply(both);
    String none = "{'server':'TEST:GOV:1234:ss1','clients':[]}";
    assertEquals(
        List.of("UNREGISTER_CLIENT TEST:GOV:1234:tax PRUNE"),
        texts(server.declarations.plan(DeclaredServer.wish(none)).steps()));
    assertEquals(
        List.of("UNREGISTER_CLIENT TEST:GOV:1234:tax DONE"),
        texts(server.take(DeclaredServer.pruning(none)).taken()));
    assertEquals(
        List.of(new ClientDeletion(TestInstance.CALLER_SERVER, TestInstance.CALLER)), server.sent);
    var _ = server.apply(DeclaredServer.pruning(none));
    assertEquals(List.of(), server.live.current().clients());
  }

  @Test
  void anAddressIsAskedForAndWaitedFor() {
    var wish = DeclaredServer.wish("{'server':'TEST:GOV:1234:ss1','address':'new.test'}");
    server.signers.add(SHOP.member());
    assertEquals(List.of("CHANGE_ADDRESS new.test DONE"), texts(server.take(wish).taken()));
    assertEquals(List.of(new AddressChange(TestInstance.CALLER_SERVER, "new.test")), server.sent);
    assertEquals(
        List.of(Action.CHANGE_ADDRESS + " new.test " + State.WAITING),
        texts(server.take(wish).left()));
  }

  @Test
  void anAuthenticationCertificateIsRegisteredWithTheAddress() {
    String tree = SERVER + "'keys':[{'label':'auth','use':'authentication','kind':'ec-p256'%s}]}";
    var wish = DeclaredServer.wish(tree.formatted(""));
    server.signers.add(SHOP.member());
    var _ = server.take(wish);
    String pem =
        Certificates.pem(
                TestCertificate.subject(
                        "C=FI, O=Organisation, CN=caller.test, serialNumber=TEST/ss1/GOV")
                    .authentication()
                    .key(
                        new KeyPair(
                            server
                                .keys
                                .softwareToken()
                                .orElseThrow()
                                .key(key().id())
                                .orElseThrow()
                                .publicKey(),
                            null))
                    .issuedBy(server.instance.authority().root())
                    .certificate())
            .replace("\n", "\\n");
    var given = DeclaredServer.wish(tree.formatted(",'certificate':'" + pem + "'"));
    assertEquals(List.of("IMPORT_CERTIFICATE auth DONE"), texts(server.take(given).taken()));
    assertEquals(List.of("REGISTER_CERTIFICATE auth DONE"), texts(server.take(given).taken()));
    assertTrue(
        server.sent.getFirst() instanceof AuthCertReg asked
            && asked.address().equals(Optional.of("caller.test")));
    assertEquals(List.of("REGISTER_CERTIFICATE auth WAITING"), texts(server.take(given).left()));
  }
}
