// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509KeyManager;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.signature.MessageSignature;
import org.postroad.protocol.signature.MessageSigner;
import org.postroad.protocol.signature.SignedParts;
import org.postroad.protocol.signature.SigningIdentity;
import org.postroad.protocol.transport.TransportWriter;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.signer.CertifiedKey;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.testing.TrustAnybody;

/**
 * Acts as the security server of an agency, with its keys, and writes every byte of a transported
 * request itself.
 */
final class OtherServer {
  private static final String BOUNDARY = "xtopabcdefghijklmnopqrstuvwxyzabcd";
  private static final int PATIENCE_MILLIS = 20_000;

  private final CertifiedKey signing;
  private final CertifiedKey authentication;
  private final OcspStore ocsp;

  OtherServer(SandboxHome home, Agency agency) throws IOException {
    Path root = home.server(agency);
    ServerDirectory directory = new ServerDirectory(root);
    char[] pin = Files.readString(root.resolve("token.pin")).strip().toCharArray();
    ServerKeys keys = ServerKeys.open(directory.keys(), pin);
    signing = keys.signing().getFirst();
    authentication = keys.authentication().getFirst();
    ocsp = OcspStore.open(directory.ocsp());
  }

  /** A request to the population agency, to be sent as it is or tampered with. */
  static RestRequest request(String method, String path, String queryId) {
    return RestRequest.ofConsumer(
        method,
        "/r1/" + path,
        Headers.builder()
            .add("X-Road-Client", Topology.TAX.subsystem().encoded())
            .add("X-Road-Id", queryId)
            .build(),
        UUID.randomUUID().toString(),
        () -> queryId);
  }

  MessageSignature sign(byte[] message, byte[]... bodies) {
    List<Digest> attachments =
        java.util.Arrays.stream(bodies).map(DigestAlgorithm.SHA512::digest).toList();
    X509Certificate certificate = signing.certificate();
    SigningIdentity identity =
        new SigningIdentity(
            certificate,
            List.of(),
            List.of(ocspOf(certificate)),
            signing.key().signer(DigestAlgorithm.SHA512));
    return MessageSigner.sign(
            List.of(new SignedParts(DigestAlgorithm.SHA512.digest(message), attachments)),
            identity,
            java.time.Instant.now())
        .getFirst();
  }

  byte[] ownOcsp() {
    return ocspOf(authentication.certificate());
  }

  private byte[] ocspOf(X509Certificate certificate) {
    return ocsp.find(certificate).map(OcspResponse::encoded).orElseThrow();
  }

  X509KeyManager keys() {
    return authentication.key().keyManager(List.of(authentication.certificate()));
  }

  /** The multipart of a request with or without a body. */
  byte[] transport(byte[] head, Optional<byte[]> body, MessageSignature signature)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TransportWriter writer = new TransportWriter(out, BOUNDARY);
    writer.ocspResponse(ownOcsp());
    writer.restRequest(head);
    if (body.isPresent()) {
      try (var part = writer.restBody()) {
        part.write(body.get());
      }
    }
    writer.signature(signature);
    writer.end();
    return out.toByteArray();
  }

  /** Sends a transported REST request and returns everything that comes back. */
  String send(SandboxPorts ports, RestRequest request, byte[] transported)
      throws IOException, GeneralSecurityException {
    return exchange(ports, Optional.of(keys()), request.requestId(), transported);
  }

  /** What the server port of the population agency answers to somebody with these keys. */
  static String exchange(
      SandboxPorts ports, Optional<X509KeyManager> keys, String requestId, byte[] body)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys.map(manager -> new KeyManager[] {manager}).orElse(new KeyManager[0]),
        new TrustManager[] {new TrustAnybody()},
        null);
    InetAddress address = Topology.POPULATION.address();
    try (Socket socket = context.getSocketFactory().createSocket(address, ports.messages())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String head =
          "POST / HTTP/1.1\r\nHost: population\r\nConnection: close\r\n"
              + "Content-Type: "
              + TransportWriter.contentType(BOUNDARY)
              + "\r\nx-hash-algorithm: SHA-512\r\nx-proxy-version: 7.8.1\r\n"
              + "x-road-message-type: REST\r\nx-original-content-type:\r\n"
              + "x-road-request-id: "
              + requestId
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
