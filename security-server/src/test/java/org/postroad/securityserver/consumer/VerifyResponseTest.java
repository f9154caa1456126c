// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
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
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.protocol.transport.TransportHeaders;
import org.postroad.protocol.transport.TransportLimits;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.net.ClientConnection;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestKey;

/** Signatures of responses as other servers make them (D-009, D-010, D-040, D-041). */
final class VerifyResponseTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final String BOUNDARY = "xtopabcdefghijklmnopqrstuvwxyzabcd";
  private static final TestKey SIGNER =
      INSTANCE.authority().signing(TestInstance.PROVIDER.member());
  private static final RestRequest REQUEST = TestMessages.rest("GET", "people", "/1");
  private static final RestResponse RESPONSE =
      RestResponse.ofService(
          REQUEST, 200, "OK", Headers.EMPTY, REQUEST.requestHash(Optional.empty()));
  private static final byte[] BODY = "a body that is longer than what memory takes".getBytes(UTF_8);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
  void aLoneMessageIsDigestedAsItsSignatureSays(DigestAlgorithm digest) throws IOException {
    Verified verified = verify("SHA-512", sign(SIGNER, digest));
    assertEquals(digest.digest(RESPONSE.bytes()), verified.parts().digests().message());
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA256", "SHA384", "SHA512"})
  void bodiesAreDigestedWhileTheyStreamAsTheHeaderSays(DigestAlgorithm digest) throws IOException {
    Verified verified = verify(digest.jcaName(), sign(SIGNER, digest, BODY), BODY);
    SignedParts proven = verified.parts().digests();
    assertEquals(digest.digest(RESPONSE.bytes()), proven.message());
    assertEquals(List.of(digest.digest(BODY)), proven.attachments());
  }

  @Test
  void whatReturnsToTheInformationSystemAreTheOctetsThatWereVerified() throws IOException {
    Verified verified = verify("SHA-512", sign(SIGNER, DigestAlgorithm.SHA512, BODY), BODY);
    Responded response = new Logged(verified).response();
    assertArrayEquals(RESPONSE.bytes(), response.message().bytes());
    assertSame(response.message().bytes(), verified.parts().octets());
    assertEquals(response.parts().bodies(), verified.parts().bodies());
    try (InputStream in = response.parts().bodies().getFirst().open()) {
      assertArrayEquals(BODY, in.readAllBytes());
    }
  }

  @Test
  void everyChangedOctetIsNoticed() {
    MessageSignature signature = sign(SIGNER, DigestAlgorithm.SHA512, BODY);
    for (int i = 0; i < BODY.length; i++) {
      byte[] changed = BODY.clone();
      changed[i] ^= 1;
      refused(signature, changed);
    }
    refused(signature);
    refused(sign(SIGNER, DigestAlgorithm.SHA512), BODY);
  }

  @Test
  void responsesAreSignedByTheMemberOfTheService() {
    TestKey caller = INSTANCE.authority().signing(TestInstance.CALLER.member());
    Fault fault = refused(sign(caller, DigestAlgorithm.SHA512));
    assertEquals(
        List.of(FaultCode.SIGNATURE_VERIFICATION, FaultCode.INCORRECT_CERTIFICATE), fault.path());
    assertEquals(
        "Name in certificate (MEMBER:TEST/GOV/1234) does not match name in message"
            + " (MEMBER:TEST/GOV/5678)",
        fault.text());
  }

  @Test
  void bodiesWithoutANamedAlgorithmAreRefused() {
    MessageSignature signature = sign(SIGNER, DigestAlgorithm.SHA512, BODY);
    for (String name : List.of("", "SHA-1", "none")) {
      Fault fault = assertThrows(Fault.class, () -> verify(name, signature, BODY));
      assertEquals(FaultCode.INTERNAL_ERROR, fault.code(), name);
    }
  }

  private Fault refused(MessageSignature signature, byte[]... bodies) {
    Fault fault = assertThrows(Fault.class, () -> verify("SHA-512", signature, bodies));
    assertEquals(FaultCode.SIGNATURE_VERIFICATION, fault.path().getFirst());
    return fault;
  }

  private Verified verify(String hashAlgorithm, MessageSignature signature, byte[]... bodies)
      throws IOException {
    ByteArrayOutputStream transported = new ByteArrayOutputStream();
    TransportWriter writer = new TransportWriter(transported, BOUNDARY);
    writer.restResponse(RESPONSE.bytes());
    for (byte[] body : bodies) {
      try (OutputStream out = writer.restBody()) {
        out.write(body);
      }
    }
    writer.signature(signature);
    writer.end();
    Headers.Builder headers = Headers.builder();
    headers.add("Content-Type", TransportWriter.contentType(BOUNDARY));
    if (!hashAlgorithm.isEmpty()) {
      headers.add(TransportHeaders.HASH_ALGORITHM, hashAlgorithm);
    }
    Transmitted transmitted =
        new Transmitted(
            Fixtures.received(INSTANCE.atProvider(List.of()), FakeExchange.get("/"), REQUEST),
            new Answering(new ResponseHead(200, "OK", headers.build()), transported.toByteArray()),
            Parts.of(REQUEST, List.of()));
    BodySpool spool = new BodySpool(directory, new BodyLimits(BODY.length / 2, 1000, 10_000, 0));
    return new VerifyResponse(TestInstance.CLOCK)
        .apply(new ReceiveResponse(spool, TransportLimits.DEFAULT).apply(transmitted));
  }

  private static MessageSignature sign(TestKey signer, DigestAlgorithm digest, byte[]... bodies) {
    SigningIdentity identity =
        new SigningIdentity(
            signer.certificate(),
            List.of(),
            List.of(INSTANCE.authority().good(signer.certificate(), TestAuthority.NOW)),
            signer.signer(SignatureAlgorithm.valueOf("ECDSA_" + digest)));
    SignedParts parts =
        new SignedParts(
            digest.digest(RESPONSE.bytes()), Arrays.stream(bodies).map(digest::digest).toList());
    return MessageSigner.sign(List.of(parts), identity, TestAuthority.NOW).getFirst();
  }

  /** A connection on which the whole response has come. */
  private record Answering(ResponseHead head, byte[] content) implements ClientConnection {
    @Override
    public List<X509Certificate> peerCertificates() {
      return List.of();
    }

    @Override
    public InetSocketAddress candidate() {
      return InetSocketAddress.createUnresolved("provider.test", 5500);
    }

    @Override
    public InetSocketAddress remoteAddress() {
      return candidate();
    }

    @Override
    public OutputStream send(RequestHead request) {
      return OutputStream.nullOutputStream();
    }

    @Override
    public OutputStream sendUntilAnswered(RequestHead request) {
      return send(request);
    }

    @Override
    public void send(RequestHead request, byte[] body) {}

    @Override
    public ResponseHead receive() {
      return head;
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(content);
    }

    @Override
    public void release() {}

    @Override
    public void close() {}
  }
}
