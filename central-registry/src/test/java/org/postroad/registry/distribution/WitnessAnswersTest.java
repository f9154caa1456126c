// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.registry.OfferedLog;
import org.postroad.registry.witness.RegistryWitness;

class WitnessAnswersTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final String LATEST =
      "/" + CheckpointWitness.hash(OfferedLog.ORIGIN) + "/checkpoint";

  @TempDir private Path folder;
  private final OfferedLog log = new OfferedLog();
  private RegistryWitness witness;
  private Distribution distribution;

  @BeforeEach
  void open() throws IOException {
    Path policy = Files.writeString(folder.resolve("tlog-policy"), log.policy());
    witness =
        RegistryWitness.open(
            folder.resolve("witness"),
            policy,
            "DEV",
            "pin".toCharArray(),
            CLOCK,
            new SecureRandom());
    distribution = serve(DistributionLimits.DEFAULTS);
  }

  private Distribution serve(DistributionLimits limits) {
    return Distribution.open(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        (name, version) ->
            name.equals("internalconf")
                ? Optional.of("directory".getBytes(UTF_8))
                : Optional.empty(),
        folder,
        Optional.of(witness.witness()),
        limits,
        CLOCK);
  }

  @AfterEach
  void close() throws IOException {
    distribution.close();
    witness.close();
  }

  private static byte[] post(byte[] body, String more) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    String head =
        "POST /add-checkpoint HTTP/1.1\r\nHost: cs\r\nContent-Length: "
            + body.length
            + "\r\n"
            + more;
    request.write((head + "\r\n").getBytes(ISO_8859_1));
    request.write(body);
    return request.toByteArray();
  }

  private static byte[] get(String path, String more) {
    return ("GET " + path + " HTTP/1.1\r\nHost: cs\r\n" + more + "\r\n").getBytes(ISO_8859_1);
  }

  private String exchange(byte[]... requests) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(distribution.address());
      socket.setSoTimeout(10_000);
      for (byte[] request : requests) {
        socket.getOutputStream().write(request);
      }
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private byte[] offer(String history, int oldSize, int size) throws IOException {
    return log.offer(history, oldSize, size).toByteArray();
  }

  @Test
  void aCheckpointIsCosignedAndCanBeFetchedOnTheSameConnection() throws IOException {
    String answers =
        exchange(
            get(LATEST, ""),
            post(offer("true", 0, 5), ""),
            get("/internalconf", ""),
            get(LATEST, "Connection: close\r\n"));
    assertTrue(answers.startsWith("HTTP/1.1 404 Not Found\r\n"), answers);
    assertTrue(
        answers.contains("HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 10:00:00 GMT\r\n"), answers);
    assertTrue(answers.contains("Content-Type: text/plain; charset=utf-8\r\n"), answers);
    assertTrue(answers.contains("\r\n\r\n\u2014 DEV/registry/witness "), answers);
    assertTrue(answers.indexOf("directory") > answers.indexOf("\u2014 DEV"), "in their order");
    assertTrue(
        answers.endsWith(
            witness
                .witness()
                .latest(CheckpointWitness.hash(OfferedLog.ORIGIN))
                .orElseThrow()
                .toString()),
        answers);
  }

  @Test
  void aBodyMayComeByteByByte() throws IOException {
    byte[] request = post(offer("true", 0, 3), "Connection: close\r\n");
    try (Socket socket = new Socket()) {
      socket.connect(distribution.address());
      socket.setSoTimeout(10_000);
      socket.setTcpNoDelay(true);
      for (byte b : request) {
        socket.getOutputStream().write(b);
      }
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    }
  }

  @Test
  void refusalsHaveTheStatusOfTheSpecification() throws IOException {
    String close = "Connection: close\r\n";
    assertEquals(200, status(exchange(post(offer("true", 0, 5), close))));
    String conflict = exchange(post(offer("true", 0, 9), close));
    assertEquals(409, status(conflict));
    assertTrue(conflict.contains("Content-Type: text/x.tlog.size\r\n"), conflict);
    assertTrue(conflict.endsWith("\r\n\r\n5\n"), conflict);
    assertEquals(409, status(exchange(post(offer("fork", 5, 5), close))));
    assertEquals(422, status(exchange(post(offer("fork", 5, 9), close))));
    assertEquals(
        403, status(exchange(post(new OfferedLog().offer("x", 0, 1).toByteArray(), close))));
    assertEquals(400, status(exchange(post("nonsense".getBytes(UTF_8), close))));
    assertEquals(404, status(exchange(get("/add-checkpoint", close))));
    assertEquals(2, witness.evidence().names().size());
  }

  @Test
  void aWitnessWithADamagedStateAnswers500() throws IOException {
    String close = "Connection: close\r\n";
    assertEquals(200, status(exchange(post(offer("true", 0, 5), close))));
    Path state =
        folder.resolve("witness").resolve("latest-" + CheckpointWitness.hash(OfferedLog.ORIGIN));
    Files.writeString(state, "");
    assertEquals(500, status(exchange(post(offer("true", 0, 9), close))));
    assertEquals(500, status(exchange(get(LATEST, close))));
    assertEquals(200, status(exchange(get("/internalconf", close))));
  }

  @Test
  void aBodyThatDoesNotComeEndsTheConnection() throws IOException {
    distribution.close();
    distribution =
        serve(new DistributionLimits(10, 8192, 10, Duration.ofMillis(50), Duration.ofDays(1)));
    byte[] whole = post(offer("true", 0, 5), "");
    assertEquals("", exchange(Arrays.copyOf(whole, whole.length - 1)));
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }
}
