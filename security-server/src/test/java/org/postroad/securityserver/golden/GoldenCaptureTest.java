// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.signature.SignatureVerifier;

/**
 * Two servers with fixed keys, clock, ids and random numbers say to each other, byte for byte, what
 * is kept in {@code test-vectors/transport}. What they say now is written to {@code
 * target/golden/transport} on the way (test-vectors/README.md).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoldenCaptureTest {
  private static final Path KEPT = Path.of("../test-vectors/transport");
  private static final Path MADE = Path.of("target/golden/transport");
  private static final String[] IDS = {
    "11111111-1111-4111-8111-111111111111",
    "22222222-2222-4222-8222-222222222222",
    "33333333-3333-4333-8333-333333333333"
  };

  private final GoldenInstance instance = new GoldenInstance();
  private final GoldenServers servers;
  private final Map<String, byte[]> made = new TreeMap<>();

  GoldenCaptureTest(@TempDir Path directory) throws IOException {
    servers = new GoldenServers(instance, directory);
  }

  @BeforeAll
  void capture() throws IOException, InterruptedException {
    for (GoldenCase each : GoldenCase.all()) {
      Wiretap.Captured captured = servers.exchange(each.asked(), each.answered(), IDS);
      made.put(each.name() + "-request.http", file(each, "success", captured.request()));
      made.put(each.name() + "-response.http", file(each, each.expect(), captured.response()));
    }
    var pem = new StringBuilder();
    for (X509Certificate certificate : instance.trusted()) {
      pem.append(pem(certificate));
    }
    made.put("trusted.pem", pem.toString().getBytes(US_ASCII));
    Files.createDirectories(MADE);
    for (Map.Entry<String, byte[]> file : made.entrySet()) {
      Files.write(MADE.resolve(file.getKey()), file.getValue());
    }
  }

  @AfterAll
  void close() throws Exception {
    servers.close();
  }

  @Test
  void everyCaptureIsKeptAndNothingElse() throws IOException {
    var kept = new TreeSet<String>();
    try (var files = Files.list(KEPT)) {
      files.map(file -> file.getFileName().toString()).forEach(kept::add);
    }
    assertEquals(made.keySet(), kept);
  }

  @Test
  void everyCaptureIsTheSameByteForByte() throws IOException {
    for (Map.Entry<String, byte[]> file : made.entrySet()) {
      byte[] kept = Files.readAllBytes(KEPT.resolve(file.getKey()));
      assertEquals(
          new String(kept, ISO_8859_1), new String(file.getValue(), ISO_8859_1), file.getKey());
      assertArrayEquals(kept, file.getValue(), file.getKey());
    }
  }

  /** Whoever reads them with the certificates beside them finds every signature good. */
  @Test
  void capturesVerify() throws IOException {
    var verifier = new SignatureVerifier(instance.global().trust());
    int verified = 0;
    for (Map.Entry<String, byte[]> file : made.entrySet()) {
      String text = new String(file.getValue(), ISO_8859_1);
      if (text.contains("\nexpect: success\n")) {
        boolean request = file.getKey().contains("-request");
        byte[] message = text.substring(text.indexOf("\n\n") + 2).getBytes(ISO_8859_1);
        ReadParts read = ReadParts.of(message, !request);
        verifier.verify(
            read.signature(),
            read.parts(),
            request ? GoldenInstance.CALLER : GoldenInstance.PROVIDER,
            GoldenInstance.CLOCK.instant());
        verified++;
      }
    }
    assertEquals(13, verified);
  }

  /** The form of all test vectors: what it is about, an empty line, the bytes. */
  private static byte[] file(GoldenCase about, String expect, byte[] message) {
    byte[] head =
        """
        comment: %s
        spec: %s
        expect: %s

        """
            .formatted(about.comment(), about.spec(), expect)
            .getBytes(UTF_8);
    byte[] bytes = withoutPort(message);
    byte[] file = Arrays.copyOf(head, head.length + bytes.length);
    System.arraycopy(bytes, 0, file, head.length, bytes.length);
    return file;
  }

  /** The one thing that nobody can fix is the port that the system chooses. */
  private static byte[] withoutPort(byte[] message) {
    return new String(message, ISO_8859_1)
        .replaceFirst("\r\nHost: 127\\.0\\.0\\.1:\\d+\r\n", "\r\nHost: 127.0.0.1:5500\r\n")
        .getBytes(ISO_8859_1);
  }

  private static String pem(X509Certificate certificate) {
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(Certificates.encoded(certificate))
        + "\n-----END CERTIFICATE-----\n";
  }
}
