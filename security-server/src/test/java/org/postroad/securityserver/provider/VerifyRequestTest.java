// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.service.Destination;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** Signatures of requests as other servers make them (D-009, D-010, D-040, D-041). */
final class VerifyRequestTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final Configuration CONFIGURATION = INSTANCE.atProvider(List.of());
  private static final TestKey SIGNER = INSTANCE.authority().signing(TestInstance.CALLER.member());
  private static final RestRequest REQUEST = TestMessages.rest("POST", "people", "/1");
  private static final byte[] BODY = "a body that is longer than what memory takes".getBytes(UTF_8);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
  void aLoneMessageIsDigestedAsItsSignatureSays(DigestAlgorithm digest) throws IOException {
    // The header says SHA-512 for the parts whatever the signature is made with.
    Verified verified = verify("SHA-512", sign(SIGNER, digest, digest), REQUEST);
    assertEquals(digest.digest(REQUEST.bytes()), verified.parts().digests().message());
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
  void bodiesAreDigestedWhileTheyStreamAsTheHeaderSays(DigestAlgorithm digest) throws IOException {
    MessageSignature signature = sign(SIGNER, digest, digest, BODY);
    Verified verified = verify(digest.jcaName(), signature, REQUEST, BODY);
    SignedParts proven = verified.parts().digests();
    assertEquals(digest.digest(REQUEST.bytes()), proven.message());
    assertEquals(List.of(digest.digest(BODY)), proven.attachments());
  }

  @Test
  void aBodyThatWasNotDigestedAsItsSignatureSaysIsRefused() {
    MessageSignature signature = sign(SIGNER, DigestAlgorithm.SHA256, DigestAlgorithm.SHA256, BODY);
    Fault fault = refused("SHA-512", signature, REQUEST, BODY);
    assertEquals(FaultCode.INVALID_HASH_CHAIN_REF, fault.code());
  }

  @Test
  void aWeakSignatureOverStrongDigestsAndTheOtherWayRoundAreBothRead() throws IOException {
    for (DigestAlgorithm digest : List.of(DigestAlgorithm.SHA256, DigestAlgorithm.SHA512)) {
      MessageSignature mixed = sign(SIGNER, digest, DigestAlgorithm.SHA384, BODY);
      verify("SHA-384", mixed, REQUEST, BODY);
    }
  }

  /** What was verified is what the service gets: the very octets, from memory and from disk. */
  @Test
  void whatFollowsUsesTheOctetsThatWereVerified() throws IOException {
    for (byte[] sent : List.of("small".getBytes(UTF_8), BODY)) {
      DigestAlgorithm sha512 = DigestAlgorithm.SHA512;
      Verified verified = verify("SHA-512", sign(SIGNER, sha512, sha512, sent), REQUEST, sent);
      Received received = new Logged(verified).received();
      assertArrayEquals(REQUEST.bytes(), received.message().bytes());
      assertSame(received.message().bytes(), verified.parts().octets());
      assertEquals(received.parts().bodies(), verified.parts().bodies());
      try (InputStream in = received.parts().bodies().getFirst().open()) {
        byte[] passedOn = in.readAllBytes();
        assertArrayEquals(sent, passedOn);
        SignedParts proven = verified.parts().digests();
        assertEquals(sha512.digest(received.message().bytes()), proven.message());
        assertEquals(List.of(sha512.digest(passedOn)), proven.attachments());
      }
    }
  }

  @Test
  void everyChangedOctetIsNoticed() {
    MessageSignature signature = sign(SIGNER, DigestAlgorithm.SHA512, DigestAlgorithm.SHA512, BODY);
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      Fault fault = refused("SHA-512", signature, REQUEST, changed);
      assertEquals(
          List.of(
              FaultCode.SIGNATURE_VERIFICATION,
              FaultCode.MALFORMED_SIGNATURE,
              FaultCode.INVALID_HASH_CHAIN_REF),
          fault.path());
    }
    refused("SHA-512", signature, TestMessages.rest("POST", "people", "/2"), BODY);
    refused("SHA-512", signature, REQUEST);
  }

  @Test
  void requestsAreSignedByTheMemberThatCalls() {
    TestKey other = INSTANCE.authority().signing(TestInstance.PROVIDER.member());
    Fault fault =
        refused("SHA-512", sign(other, DigestAlgorithm.SHA512, DigestAlgorithm.SHA512), REQUEST);
    assertEquals(
        List.of(FaultCode.SIGNATURE_VERIFICATION, FaultCode.INCORRECT_CERTIFICATE), fault.path());
    assertEquals(
        "Name in certificate (MEMBER:TEST/GOV/5678) does not match name in message"
            + " (MEMBER:TEST/GOV/1234)",
        fault.text());
  }

  @Test
  void authenticationKeysDoNotSign() {
    TestKey authentication = INSTANCE.authority().authentication(TestInstance.CALLER.member());
    Fault fault =
        refused(
            "SHA-512",
            sign(authentication, DigestAlgorithm.SHA512, DigestAlgorithm.SHA512),
            REQUEST);
    assertEquals(
        List.of(FaultCode.SIGNATURE_VERIFICATION, FaultCode.MALFORMED_SIGNATURE), fault.path());
    assertTrue(fault.text().endsWith("is not a signing certificate"), fault.text());
  }

  private Fault refused(
      String hashAlgorithm, MessageSignature signature, RestRequest request, byte[]... bodies) {
    Fault fault =
        assertThrows(Fault.class, () -> verify(hashAlgorithm, signature, request, bodies));
    assertEquals(FaultCode.SIGNATURE_VERIFICATION, fault.path().getFirst());
    return fault;
  }

  /** The stages from the connection to the verified request, without those between. */
  private Verified verify(
      String hashAlgorithm, MessageSignature signature, RestRequest request, byte[]... bodies)
      throws IOException {
    byte[] transported =
        Fixtures.body(writer -> {
          writer.restRequest(request.bytes());
          for (byte[] body : bodies) {
            try (OutputStream out = writer.restBody()) {
              out.write(body);
            }
          }
          writer.signature(signature);
          writer.end();
        });
    Opened opened =
        new OpenTransport(() -> CONFIGURATION, TransportLimits.DEFAULT, Optional.empty())
            .apply(
                Fixtures.arrival(
                    Fixtures.post(
                        Fixtures.headers(true, TransportHeaders.HASH_ALGORITHM, hashAlgorithm),
                        transported)));
    BodySpool spool = new BodySpool(directory, new BodyLimits(BODY.length / 2, 1000, 10_000, 0));
    Received received = new ReceiveParts(spool).apply(new Authenticated(opened));
    Client owner = CONFIGURATION.server().client(TestInstance.PROVIDER).orElseThrow();
    Destination anywhere =
        new Destination.HttpService(
            URI.create("http://127.0.0.1/"), Duration.ofSeconds(1), false, owner);
    return new VerifyRequest(TestInstance.CLOCK).apply(new Authorized(received, anywhere));
  }

  private static MessageSignature sign(
      TestKey signer, DigestAlgorithm inside, DigestAlgorithm ofParts, byte[]... bodies) {
    SigningIdentity identity =
        new SigningIdentity(
            signer.certificate(),
            List.of(),
            List.of(INSTANCE.authority().good(signer.certificate(), TestAuthority.NOW)),
            signer.signer(SignatureAlgorithm.valueOf("ECDSA_" + inside)));
    SignedParts parts =
        new SignedParts(
            ofParts.digest(REQUEST.bytes()), Arrays.stream(bodies).map(ofParts::digest).toList());
    return MessageSigner.sign(List.of(parts), identity, TestAuthority.NOW).getFirst();
  }
}
