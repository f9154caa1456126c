// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.transparency.AddCheckpoint;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.Contradiction;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.WitnessAnswer;

class TransparencyPortTest {
  private static final String LATEST = CheckpointWitness.hash(TestLog.ORIGIN) + "/checkpoint";

  @TempDir private Path folder;
  private final TestLog own = TestLog.create();
  private final TestLog log = TestLog.create();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private TestWitness port;

  @BeforeEach
  void open() throws IOException {
    port = new TestWitness(folder, "witness.example/w1", own, log.key());
  }

  @AfterEach
  void close() throws IOException {
    port.close();
    http.close();
  }

  private HttpResponse<byte[]> send(String method, String path, byte[] body)
      throws IOException, InterruptedException {
    URI uri = URI.create(port.url() + path);
    return http.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofByteArray());
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(port.url() + path)).build(), BodyHandlers.ofByteArray());
  }

  private WitnessAnswer add(TestLog from, int oldSize, int size)
      throws IOException, InterruptedException {
    SignedNote note = from.publish(size);
    return offer(from, note, oldSize, size);
  }

  private WitnessAnswer offer(TestLog from, SignedNote note, int oldSize, int size)
      throws IOException, InterruptedException {
    AddCheckpoint request =
        new AddCheckpoint(oldSize, from.consistency(oldSize, size).path(), note);
    HttpResponse<byte[]> answer = send("POST", "add-checkpoint", request.toByteArray());
    String type = answer.headers().firstValue("Content-Type").orElseThrow();
    return WitnessAnswer.parse(answer.statusCode(), type, answer.body());
  }

  @Test
  void theOwnLogIsServedInTheLayoutOfTiles() throws Exception {
    assertEquals(404, get("checkpoint").statusCode());
    SignedNote note = own.publish(300);
    HttpResponse<byte[]> checkpoint = get("checkpoint");
    assertEquals(200, checkpoint.statusCode());
    assertEquals(note, SignedNote.parse(checkpoint.body()));
    assertEquals(
        "text/plain; charset=utf-8", checkpoint.headers().firstValue("Content-Type").orElseThrow());
    assertEquals("no-cache", checkpoint.headers().firstValue("Cache-Control").orElseThrow());
    for (String path : List.of("tile/0/000", "tile/0/001.p/44", "tile/entries/001.p/44")) {
      HttpResponse<byte[]> tile = get(path);
      assertEquals(200, tile.statusCode());
      assertArrayEquals(own.tile(TilePath.parse(path)).orElseThrow(), tile.body());
      assertTrue(
          tile.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"), path);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile/0/002",
        "tile/0/1",
        "tile/0/001.p/45",
        "tile/0/..%2f000",
        "tile/../checkpoint",
        "tile/entries/002",
        "checkpoint/",
        "Checkpoint",
        "witness.lock",
        "evidence",
        "aa/checkpoint",
        "0000000000000000000000000000000000000000000000000000000000000000/checkpoint",
        "0000000000000000000000000000000000000000000000000000000000000000/tile/0/000"
      })
  void nothingElseExists(String path) throws Exception {
    own.publish(300);
    assertEquals(404, get(path).statusCode());
  }

  @Test
  void methodsAreThoseOfTheSpecification() throws Exception {
    HttpResponse<byte[]> answer = get("add-checkpoint");
    assertEquals(405, answer.statusCode());
    assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
    assertEquals(405, send("POST", "checkpoint", new byte[0]).statusCode());
    assertEquals(405, send("DELETE", "tile/0/000", new byte[0]).statusCode());
    own.publish(3);
    HttpResponse<byte[]> head = send("HEAD", "checkpoint", new byte[0]);
    assertEquals(200, head.statusCode());
    assertEquals(0, head.body().length);
  }

  @Test
  void aCheckpointIsCosignedAndCanBeFetched() throws Exception {
    assertEquals(404, get(LATEST).statusCode());
    var cosigned = (WitnessAnswer.Cosigned) add(log, 0, 5);
    SignedNote note = log.checkpoint().orElseThrow().with(cosigned.signatures().getFirst());
    assertEquals(note, SignedNote.parse(get(LATEST).body()));
    note.verify(List.of(port.key()));
    assertEquals(new WitnessAnswer.Conflict(5), add(log, 3, 9));
    assertEquals(200, add(log, 5, 9).status());
  }

  @Test
  void aForkIsRefusedWithBothCheckpointsOnDisk() throws Exception {
    add(log, 0, 9);
    String cosigned =
        port.witness().latest(CheckpointWitness.hash(TestLog.ORIGIN)).orElseThrow().toString();
    TestLog fork = log.fork(12, 7);
    SignedNote forked = fork.checkpoint().orElseThrow();
    assertEquals(422, offer(fork, forked, 9, 12).status());
    Contradiction told = port.reported().getFirst();
    assertEquals(forked, told.request().note());
    assertEquals(cosigned, told.cosigned().toString());
    Path file = folder.resolve(port.evidence().names().getFirst());
    String json = Files.readString(file);
    assertTrue(json.contains(cosigned.replace("\n", "\\n")), json);
    assertTrue(json.contains(forked.toString().replace("\n", "\\n")), json);
    assertFalse(new String(get(LATEST).body(), StandardCharsets.UTF_8).contains("\n12\n"));
  }

  @Test
  void aStrangerIsTold404AndABodyWithoutEnd413() throws Exception {
    TestLog stranger = TestLog.create();
    assertEquals(403, add(stranger, 0, 5).status(), "the origin is known, the key is not");
    byte[] other =
        new String(
                new AddCheckpoint(0, List.of(), log.publish(3)).toByteArray(),
                StandardCharsets.UTF_8)
            .replace(TestLog.ORIGIN, "example.com/other")
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(404, send("POST", "add-checkpoint", other).statusCode());
    assertEquals(413, send("POST", "add-checkpoint", new byte[70_000]).statusCode());
    assertEquals(400, send("POST", "add-checkpoint", new byte[0]).statusCode());
  }

  @Test
  void damageIsAnswered500AndNothingIsCosigned() throws Exception {
    add(log, 0, 5);
    Path state = folder.resolve("latest-" + CheckpointWitness.hash(TestLog.ORIGIN));
    Files.write(state, new byte[10]);
    assertEquals(500, add(log, 5, 9).status());
    assertEquals(500, add(log, 0, 9).status());
    assertEquals(500, get(LATEST).statusCode());
  }
}
