// SPDX-License-Identifier: MIT

package org.postroad.registry.witness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.WitnessAnswer;
import org.postroad.registry.OfferedLog;

class RegistryWitnessTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T10:00:00Z"));
  private static final char[] PIN = "a secret pin".toCharArray();
  private static final String HASH = CheckpointWitness.hash(OfferedLog.ORIGIN);

  @TempDir private Path folder;
  private final OfferedLog log = new OfferedLog();

  private RegistryWitness open(char[] pin) throws IOException {
    return RegistryWitness.open(
        folder.resolve("witness"),
        folder.resolve("tlog-policy"),
        "DEV +1",
        pin,
        CLOCK,
        new SecureRandom());
  }

  private void know() throws IOException {
    Files.writeString(folder.resolve("tlog-policy"), log.policy());
  }

  private static int add(RegistryWitness witness, byte[] request) throws IOException {
    return witness.witness().add(request).status();
  }

  private byte[] offer(String history, int oldSize, int size) throws IOException {
    return log.offer(history, oldSize, size).toByteArray();
  }

  @Test
  void keyAndStateOutliveTheProcess() throws IOException {
    know();
    NoteKey key;
    try (RegistryWitness witness = open(PIN)) {
      key = witness.witness().key();
      assertEquals("DEV%20%2B1/registry/witness", key.name());
      assertEquals(200, add(witness, offer("true", 0, 5)));
    }
    try (RegistryWitness witness = open(PIN)) {
      assertEquals(key, witness.witness().key());
      SignedNote latest = witness.witness().latest(HASH).orElseThrow();
      assertEquals(5, Checkpoint.parse(latest.text()).size());
      latest.verify(List.of(key));
      assertEquals(409, add(witness, offer("fork", 5, 5)));
      assertEquals(1, witness.evidence().names().size());
      assertEquals(200, add(witness, offer("true", 5, 9)));
    }
    assertThrows(Fault.class, () -> open("another pin".toCharArray()).close());
    try (var files = Files.list(folder.resolve("witness"))) {
      for (Path file : files.filter(each -> !each.endsWith("witness.lock")).toList()) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void aLogIsCosignedFromTheMomentItStandsInThePolicy() throws IOException {
    try (RegistryWitness witness = open(PIN)) {
      assertEquals(404, add(witness, offer("true", 0, 5)));
      know();
      assertEquals(200, add(witness, offer("true", 0, 5)));
      Files.writeString(folder.resolve("tlog-policy"), "nonsense\n");
      assertEquals(200, add(witness, offer("true", 5, 6)), "a mistake changes nothing");
      Files.delete(folder.resolve("tlog-policy"));
      assertEquals(404, add(witness, offer("true", 6, 7)));
    }
    Files.writeString(folder.resolve("tlog-policy"), "nonsense\n");
    assertThrows(RuntimeException.class, () -> open(PIN).close());
  }

  @Test
  void whatWasHalfWrittenGoesAndTheRestStays() throws IOException {
    know();
    try (RegistryWitness witness = open(PIN)) {
      assertEquals(200, add(witness, offer("true", 0, 5)));
    }
    Path half = folder.resolve("witness").resolve("latest-" + HASH + ".7.next");
    Files.writeString(half, OfferedLog.ORIGIN + "\n9");
    try (RegistryWitness witness = open(PIN)) {
      assertTrue(Files.notExists(half));
      assertEquals(new WitnessAnswer.Conflict(5), witness.witness().add(offer("true", 0, 9)));
      assertThrows(IOException.class, () -> open(PIN).close(), "one witness at a time");
    }
  }

  @Test
  void manyAtOnceGetOneHistoryCosigned() throws Exception {
    know();
    List<Future<Set<String>>> cosigned = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    try (RegistryWitness witness = open(PIN);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        String history = i % 2 == 0 ? "true" : "fork";
        int first = 1 + i;
        cosigned.add(threads.submit(() -> climb(witness, history, first, start)));
      }
      start.countDown();
      Set<String> histories = new HashSet<>();
      for (Future<Set<String>> each : cosigned) {
        histories.addAll(each.get());
      }
      assertEquals(1, histories.size(), histories.toString());
      Path latest = folder.resolve("witness").resolve("latest-" + HASH);
      String text = SignedNote.parse(Files.readAllBytes(latest)).text();
      assertNotEquals(0, Checkpoint.parse(text).size());
      String other = histories.contains("true") ? "fork" : "true";
      int size = (int) Checkpoint.parse(text).size();
      assertNotEquals(log.offer(other, 0, size).note().text(), text);
    }
  }

  /** The history, if any of its checkpoints was cosigned. */
  private Set<String> climb(
      RegistryWitness witness, String history, int first, CountDownLatch start) throws Exception {
    start.await();
    Set<String> cosigned = new HashSet<>();
    int known = 0;
    for (int size = first; size < 40; size += 5) {
      byte[] request = offer(history, Math.min(known, size), size);
      switch (witness.witness().add(request)) {
        case WitnessAnswer.Cosigned _ -> {
          cosigned.add(history);
          known = size;
        }
        case WitnessAnswer.Conflict(long latest) -> known = (int) latest;
        case WitnessAnswer.Refused(int status, String reason) ->
            assertEquals(422, status, new String(request, UTF_8) + reason);
      }
    }
    return cosigned;
  }
}
