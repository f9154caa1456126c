// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.TimestampAuthority;
import org.postroad.protocol.certificate.TimestampToken;
import org.postroad.protocol.certificate.Trust;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.testing.Openssl;

/** Asking a time-stamping authority over HTTP; OpenSSL is the authority and the judge (D-067). */
final class TimestampPostTest {
  private static final byte[] STAMPED = "what is stamped".getBytes(StandardCharsets.UTF_8);
  private static final Digest IMPRINT = DigestAlgorithm.SHA512.digest(STAMPED);
  private static final String CONFIGURATION =
      """
      [req]
      distinguished_name = name
      [name]
      [authority]
      basicConstraints = critical, CA:TRUE
      [timestamps]
      extendedKeyUsage = critical, timeStamping
      [here]
      serial = serial
      signer_cert = tsa.pem
      signer_key = tsa.key
      signer_digest = sha512
      default_policy = 1.2.3.4.1
      digests = sha512
      """;

  @TempDir Path folder;
  private final HttpSite site = new HttpSite();
  private final AtomicReference<Headers> asked = new AtomicReference<>(new Headers());

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void opensslUnderstandsTheRequestAndItsAnswerIsAToken() throws IOException {
    makeAuthority();
    site.serve("/tsa", this::answer);
    byte[] token = authorities(site.uri("/tsa")).stamp(IMPRINT);

    Headers headers = asked.get();
    assertEquals(List.of("application/timestamp-query"), headers.get("Content-Type"));
    assertEquals(
        List.of(Long.toString(Files.size(folder.resolve("request.tsq")))),
        headers.get("Content-Length"));
    assertFalse(headers.containsKey("Transfer-Encoding"));

    String request = openssl("ts", "-query", "-in", "request.tsq", "-text");
    assertTrue(request.contains("Version: 1\n"), request);
    assertTrue(request.contains("Hash Algorithm: sha512\n"), request);
    assertTrue(request.contains("Policy OID: unspecified\n"), request);
    assertTrue(request.contains("Nonce: unspecified\n"), request);
    assertTrue(request.contains("Certificate required: no\n"), request);
    assertFalse(request.contains("Extensions:\n  "), request);

    assertEquals("OpenSSL", TimestampToken.parse(token).verify(IMPRINT, trust()).name());
    Files.write(folder.resolve("token.tst"), token);
    Files.write(folder.resolve("data"), STAMPED);
    openssl("ts", "-verify", "-in", "token.tst", "-token_in", "-data", "data", "-CAfile", "ca.pem");
  }

  @Test
  void anythingButASuccessIsAFailure() {
    site.answer("/tsa", 503, new byte[0]);
    TimestampPost post = new TimestampPost(site.fetch());
    assertThrows(IOException.class, () -> post.post(site.uri("/tsa"), "a/b", new byte[1], 100));
    site.answer("/tsa", 200, new byte[101]);
    assertThrows(IOException.class, () -> post.post(site.uri("/tsa"), "a/b", new byte[1], 100));
  }

  private TimestampAuthorities authorities(URI url) {
    return new TimestampAuthorities(
        () -> List.of(url), this::trust, new TimestampPost(site.fetch()), Clock.systemUTC());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.set(exchange.getRequestHeaders());
      assertEquals("POST", exchange.getRequestMethod());
      Files.write(folder.resolve("request.tsq"), exchange.getRequestBody().readAllBytes());
      openssl(
          "ts",
          "-reply",
          "-config",
          "openssl.cnf",
          "-section",
          "here",
          "-queryfile",
          "request.tsq",
          "-out",
          "reply.tsr");
      byte[] reply = Files.readAllBytes(folder.resolve("reply.tsr"));
      exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private Trust trust() {
    try {
      var certificate = Certificates.parse(Files.readAllBytes(folder.resolve("tsa.pem")));
      return new Trust(
          Map.of(),
          Duration.ofHours(1),
          true,
          List.of(new TimestampAuthority("OpenSSL", "http://127.0.0.1/", certificate)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void makeAuthority() throws IOException {
    Files.writeString(folder.resolve("openssl.cnf"), CONFIGURATION);
    Files.writeString(folder.resolve("serial"), "01\n");
    certify("ca", "/CN=OpenSSL CA", "authority");
    certify("tsa", "/CN=TSA", "timestamps", "-CA", "ca.pem", "-CAkey", "ca.key");
  }

  private void certify(String name, String subject, String extensions, String... issuer) {
    List<String> arguments =
        new ArrayList<>(
            List.of("req", "-config", "openssl.cnf", "-x509", "-newkey", "ec", "-pkeyopt"));
    arguments.addAll(List.of("ec_paramgen_curve:prime256v1", "-nodes", "-days", "9"));
    arguments.addAll(List.of("-keyout", name + ".key", "-out", name + ".pem"));
    arguments.addAll(List.of("-subj", subject, "-extensions", extensions));
    arguments.addAll(List.of(issuer));
    openssl(arguments.toArray(String[]::new));
  }

  private String openssl(String... arguments) {
    return Openssl.run(folder, arguments);
  }
}
