// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.signer.OcspStore;

/**
 * Gives other security servers the OCSP responses this one has: {@code GET /?cert=<sha1
 * hex>&cert=…} answers one part per hash, in the order asked (C-018 to C-021, C-024).
 */
public final class OcspPort implements HttpHandler {

  private static final int MOST_HASHES = 16;

  private final OcspStore store;
  private final RandomGenerator random;

  public OcspPort(OcspStore store, RandomGenerator random) {
    this.store = store;
    this.random = random;
  }

  @Override
  public void handle(ServerExchange exchange) throws IOException {
    switch (exchange.request().method()) {
      case "HEAD" -> exchange.respond(new ResponseHead(200, "OK", Headers.EMPTY), new byte[0]);
      case "GET" -> answer(exchange);
      default -> refuse(exchange, "Must use GET request method");
    }
  }

  private void answer(ServerExchange exchange) throws IOException {
    List<String> hashes = hashes(exchange.request().target());
    if (hashes.isEmpty()) {
      refuse(exchange, "Could not get cert hashes");
      return;
    }
    List<byte[]> responses = new ArrayList<>();
    for (String hash : hashes) {
      Optional<OcspResponse> found = store.findByHash(hash);
      if (found.isEmpty()) {
        refuse(exchange, "Could not find OCSP response for certificate " + hash);
        return;
      }
      responses.add(found.get().encoded());
    }
    send(exchange, responses);
  }

  /** The values of {@code cert}, or of {@code cert_hash} if a peer sends only those. */
  private static List<String> hashes(String target) {
    List<String> bySha1 = values(target, "cert=");
    return bySha1.isEmpty() ? values(target, "cert_hash=") : bySha1;
  }

  private static List<String> values(String target, String parameter) {
    List<String> values = new ArrayList<>();
    for (String pair : target.substring(target.indexOf('?') + 1).split("&", MOST_HASHES)) {
      if (pair.startsWith(parameter)) {
        values.add(pair.substring(parameter.length()));
      }
    }
    return values;
  }

  private void send(ServerExchange exchange, List<byte[]> responses) throws IOException {
    String boundary = MultipartWriter.boundary("xroad", random);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    MultipartWriter writer = new MultipartWriter(body, boundary);
    for (byte[] response : responses) {
      try (OutputStream part =
          writer.part(Headers.of("content-type", "application/ocsp-response"))) {
        part.write(response);
      }
    }
    writer.end();
    exchange.respond(
        new ResponseHead(
            200,
            "OK",
            Headers.of(
                "Content-Type",
                "multipart/related; type=\"application/ocsp-response\"; charset=UTF-8; boundary="
                    + boundary)),
        body.toByteArray());
  }

  private static void refuse(ServerExchange exchange, String reason) throws IOException {
    exchange.respond(
        new ResponseHead(
            500, "Internal Server Error", Headers.of("Content-Type", "text/plain; charset=UTF-8")),
        reason.getBytes(StandardCharsets.UTF_8));
  }
}
