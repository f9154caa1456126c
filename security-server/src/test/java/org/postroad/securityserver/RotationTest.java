// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.SignatureVerifier;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.ConnectOptions;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningSettings;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestServerKeys;

/** Keys of both sides are switched while connections are made and messages signed: none fails. */
final class RotationTest {
  private static final int SENDERS = 4;
  private static final int ROUNDS = 6;
  private static final Duration AMPLE = Duration.ofSeconds(30);

  @TempDir Path directory;
  private final TestInstance instance = new TestInstance();
  private final NetThreads threads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(threads, HttpLimits.DEFAULT);
  private final Set<X509Certificate> shown = ConcurrentHashMap.newKeySet();
  private final Set<X509Certificate> signedWith = ConcurrentHashMap.newKeySet();
  private TestServerKeys caller;
  private TestServerKeys provider;
  private List<X509Certificate> fresh = List.of();
  private Identity ofCaller;
  private Identity ofProvider;
  private HttpListener listener;

  @BeforeEach
  void listen() {
    caller = new TestServerKeys(directory.resolve("c"), instance.authority(), TestInstance.CALLER);
    provider =
        new TestServerKeys(directory.resolve("p"), instance.authority(), TestInstance.PROVIDER);
    fresh =
        List.of(
            caller.anotherAuthentication(instance.authority(), TestInstance.CALLER),
            provider.anotherAuthentication(instance.authority(), TestInstance.PROVIDER));
    ofCaller = new Identity(caller.identities(), this::global, TestInstance.CLOCK);
    ofProvider = new Identity(provider.identities(), this::global, TestInstance.CLOCK);
    assertTrue(ofProvider.renew());
    listener =
        HttpListener.openSecure(
            threads,
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            ofProvider::server,
            HttpLimits.DEFAULT,
            exchange ->
                exchange.respond(
                    new ResponseHead(200, "OK", Headers.EMPTY),
                    Certificates.sha256(exchange.peerCertificates().getFirst())
                        .hex()
                        .getBytes(StandardCharsets.US_ASCII)));
  }

  @AfterEach
  void stop() {
    client.close();
    listener.close();
    threads.close();
  }

  /** Both certificates of both servers are registered all the time. */
  private GlobalConfiguration global() {
    return instance.global(
        both(TestInstance.CALLER_SERVER, "caller.test", caller, fresh.getFirst()),
        both(TestInstance.PROVIDER_SERVER, "provider.test", provider, fresh.getLast()));
  }

  private static SharedParameters.Server both(
      org.postroad.protocol.identifier.SecurityServerId id,
      String address,
      TestServerKeys keys,
      X509Certificate other) {
    X509Certificate first = keys.authentication().certificate();
    return new SharedParameters.Server(
        id,
        Optional.of(address),
        List.of(Certificates.sha256(first), Certificates.sha256(other)),
        List.of(
            id.equals(TestInstance.CALLER_SERVER) ? TestInstance.CALLER : TestInstance.PROVIDER),
        Optional.empty());
  }

  @Test
  void whoeverIsUnderWayEndsAsItBegan() throws Exception {
    CyclicBarrier rounds = new CyclicBarrier(SENDERS + 1);
    List<FutureTask<Boolean>> senders = new ArrayList<>();
    try (BatchSigner signer = new BatchSigner(TestInstance.CLOCK, SigningSettings.DEFAULT)) {
      for (int i = 0; i < SENDERS; i++) {
        senders.add(new FutureTask<>(() -> send(rounds, signer)));
        Thread.ofVirtual().start(senders.getLast());
      }
      X509Certificate signing = caller.anotherSigning(instance.authority(), TestInstance.CALLER);
      for (int round = 0; round < ROUNDS; round++) {
        rounds.await();
        turnAll(signing, round % 2 == 0);
      }
      for (FutureTask<Boolean> sender : senders) {
        assertTrue(sender.get());
      }
      for (boolean toOther : List.of(true, false)) {
        turnAll(signing, toOther);
        exchange(signer, (byte) ROUNDS);
      }
      assertEquals(
          Set.of(provider.authentication().certificate(), fresh.getLast()), shown, "both served");
      assertEquals(Set.of(caller.signing().certificate(), signing), signedWith, "both signed");
    }
  }

  private void turnAll(X509Certificate signing, boolean toOther) {
    turn(caller.keys(), caller.authentication().certificate(), fresh.getFirst(), toOther);
    turn(provider.keys(), provider.authentication().certificate(), fresh.getLast(), toOther);
    turn(caller.keys(), caller.signing().certificate(), signing, toOther);
    var _ = ofProvider.renew();
  }

  /** The one to come is switched on before the other is switched off. */
  private static void turn(
      ServerKeys keys, X509Certificate one, X509Certificate other, boolean toOther) {
    keys.changeNotes(notes -> notes.withActive(ServerKeys.hash(toOther ? other : one), true));
    keys.changeNotes(notes -> notes.withActive(ServerKeys.hash(toOther ? one : other), false));
  }

  private boolean send(CyclicBarrier rounds, BatchSigner signer) throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      rounds.await();
      exchange(signer, (byte) round);
      exchange(signer, (byte) -round);
    }
    return true;
  }

  private void exchange(BatchSigner signer, byte number) throws IOException {
    GlobalConfiguration global = global();
    AuthenticationIdentity identity =
        caller.identities().authentication(global, TestInstance.CLOCK.instant());
    try (ClientConnection connection =
        client.connect(
            List.of(listener.address()),
            Optional.of(ofCaller.client(identity)),
            new ConnectOptions(AMPLE, AMPLE, chain -> shown.add(chain.getFirst())))) {
      connection.send(new RequestHead("GET", "/", Headers.EMPTY), new byte[0]);
      assertEquals(200, connection.receive().status());
      assertEquals(
          Certificates.sha256(identity.certificate()).hex(),
          new String(connection.body().readAllBytes(), StandardCharsets.US_ASCII),
          "the connection shows what the request has OCSP responses of");
      connection.release();
    }
    SignedParts parts = SignedParts.of(DigestAlgorithm.SHA512.digest(new byte[] {number}));
    SigningIdentity signing =
        caller
            .identities()
            .signerOf(TestInstance.CALLER.member(), global, TestInstance.CLOCK.instant());
    MessageSignature signature = signer.sign(parts, signing);
    new SignatureVerifier(global.trust())
        .verify(signature, parts, TestInstance.CALLER, TestInstance.CLOCK.instant());
    signedWith.add(signing.certificate());
  }
}
