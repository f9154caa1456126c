// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F2: no acknowledged entry is lost by a power cut, whatever of the unforced writes remains. Each
 * of 2,000 different states of the disk, or a multiple of them, is opened and read.
 */
abstract class PowerCuts {
  private static final List<PowerCut.Remains> KINDS = List.of(PowerCut.Remains.values());
  private static final JournalOptions SMALL_SEGMENTS = new JournalOptions(16_000, 0);

  private static final int NEVER = Integer.MAX_VALUE;

  /** A text, its place in the log, and how many events had happened when its append returned. */
  private record Appending(String text, long sequence, int events) {}

  @TempDir Path directory;

  private final RandomGenerator random = new SplittableRandom(3);
  private final Set<Integer> seen = new HashSet<>();
  private int images;

  /** How many times 2,000 states are judged. */
  abstract int times();

  @Test
  void aLoneWriterLosesNothing() throws IOException {
    PowerCut files = new PowerCut();
    List<Appending> acknowledged = new ArrayList<>();
    try (Journal journal = open(files)) {
      for (int i = 0; i < 40; i++) {
        acknowledged.add(append(journal, files, "entry " + i + " " + "y".repeat(i * 97 % 3_000)));
      }
    }
    cutEverywhere(files, acknowledged, 600);
  }

  @Test
  void writersThatShareForcesLoseNothing() throws Exception {
    PowerCut files = new PowerCut();
    ConcurrentLinkedQueue<Appending> acknowledged = new ConcurrentLinkedQueue<>();
    try (Journal journal = open(files)) {
      List<Thread> writers =
          IntStream.range(0, 12)
              .mapToObj(writer ->
                  Thread.startVirtualThread(() -> {
                    for (int i = 0; i < 10; i++) {
                      String text = "writer " + writer + " entry " + i + " ";
                      acknowledged.add(
                          append(
                              journal, files, text + "z".repeat((writer * 31 + i * 97) % 2_000)));
                    }
                  }))
              .toList();
      for (Thread writer : writers) {
        writer.join();
      }
    }
    assertEquals(120, acknowledged.size());
    cutEverywhere(files, acknowledged, 800);
  }

  @Test
  void aDiskThatFailedBeforeLosesNothing() throws IOException {
    PowerCut files = new PowerCut();
    List<Appending> acknowledged = new ArrayList<>();
    for (int session = 0; session < 5; session++) {
      FailingFiles failing = new FailingFiles(files, 9 + session * 4, 1 + session % 3);
      try (Journal journal = JournalFixtures.open(real(), SMALL_SEGMENTS, failing)) {
        for (int i = 0; i < 14; i++) {
          String text = "session " + session + " entry " + i + " " + "w".repeat(i * 197 % 2_500);
          try {
            Appended appended = journal.append(JournalFixtures.record(text));
            acknowledged.add(new Appending(text, appended.sequence(), files.events()));
          } catch (IOException e) {
            assertTrue(failing.hasFailed(), e::toString);
            acknowledged.add(new Appending(text, NEVER, NEVER));
          }
        }
      } catch (IOException e) {
        assertTrue(failing.hasFailed(), e::toString);
      }
    }
    cutEverywhere(files, acknowledged, 400);
  }

  @Test
  void powerThatFailsAgainDuringRecoveryLosesNothing() throws IOException {
    PowerCut files = new PowerCut();
    List<Appending> acknowledged = new ArrayList<>();
    try (Journal journal = open(files)) {
      for (int i = 0; i < 6; i++) {
        acknowledged.add(append(journal, files, "entry " + i + " " + "v".repeat(i * 397 % 2_000)));
      }
    }
    int states = 200 * times();
    for (int pass = 0; images < states && pass < 1_000; pass++) {
      PowerCutReplay replay = files.replay();
      while (images < states && !replay.isOver()) {
        replay.advance();
        PowerCut.Remains remains = KINDS.get((pass + replay.at()) % KINDS.size());
        Map<Path, byte[]> image = replay.cut(remains, random);
        if (isNew(image)) {
          recoverWithCuts(image, acknowledged, replay.at());
        }
      }
    }
    assertTrue(images >= states, images + " states");
  }

  /** Opens an image, notes what recovery asks of the disk, and lets the power fail there too. */
  private void recoverWithCuts(Map<Path, byte[]> image, List<Appending> acknowledged, int at)
      throws IOException {
    Path first = Files.createDirectory(directory.resolve("first"));
    PowerCutReplay.layOut(first, image);
    PowerCut recovery = new PowerCut(first, JournalFiles.disk());
    try (Journal journal = JournalFixtures.open(first, SMALL_SEGMENTS, recovery)) {
      requirePromised(JournalFixtures.read(journal).entries(), acknowledged, at);
    }
    PowerCutReplay replay = recovery.replay();
    while (!replay.isOver()) {
      replay.advance();
      for (PowerCut.Remains remains : KINDS) {
        judge(replay.cut(remains, random), acknowledged, at);
      }
    }
    delete(first);
  }

  private Path real() {
    return directory.resolve("real");
  }

  private Journal open(PowerCut files) throws IOException {
    return JournalFixtures.open(real(), SMALL_SEGMENTS, files);
  }

  private static Appending append(Journal journal, PowerCut files, String text) {
    try {
      Appended appended = journal.append(JournalFixtures.record(text));
      return new Appending(text, appended.sequence(), files.events());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Cuts after each event, again and again, until so many different states were judged. */
  private void cutEverywhere(PowerCut files, Collection<Appending> acknowledged, int least)
      throws IOException {
    int wanted = least * times();
    List<Appending> appended = List.copyOf(acknowledged);
    for (int pass = 0; images < wanted && pass < 1_000; pass++) {
      PowerCutReplay replay = files.replay();
      while (images < wanted && !replay.isOver()) {
        replay.advance();
        if (pass == 0 || replay.isOpen()) {
          PowerCut.Remains remains = KINDS.get((pass + replay.at()) % KINDS.size());
          judge(replay.cut(remains, random), appended, replay.at());
        }
      }
    }
    assertEquals(wanted, images);
  }

  /** A state that was judged before says nothing new. */
  private boolean isNew(Map<Path, byte[]> image) {
    int hash = 0;
    for (Map.Entry<Path, byte[]> file : image.entrySet()) {
      hash = 31 * (31 * hash + file.getKey().hashCode()) + Arrays.hashCode(file.getValue());
    }
    return seen.add(hash);
  }

  private void judge(Map<Path, byte[]> image, List<Appending> acknowledged, int at)
      throws IOException {
    if (!isNew(image)) {
      return;
    }
    images++;
    Path where = Files.createDirectory(directory.resolve("image"));
    PowerCutReplay.layOut(where, image);
    PowerCut unforced = new PowerCut(where, JournalFiles.disk());
    try (Journal journal = JournalFixtures.open(where, SMALL_SEGMENTS, unforced)) {
      requirePromised(JournalFixtures.read(journal).entries(), acknowledged, at);
    }
    delete(where);
  }

  /** Sequences without a gap, all that was acknowledged, and nothing that nobody appended. */
  private static void requirePromised(List<JournalEntry> found, List<Appending> appended, int at)
      throws IOException {
    Map<String, Appending> asked = new HashMap<>();
    appended.forEach(entry -> asked.put(entry.text(), entry));
    Set<String> there = new HashSet<>();
    long sequence = 0;
    for (JournalEntry entry : found) {
      String text = JournalFixtures.text(entry);
      Appending known = asked.get(text);
      assertTrue(known != null && there.add(text), () -> label(text) + " after event " + at);
      sequence++;
      assertEquals(sequence, entry.frame().sequence(), () -> label(text) + " after event " + at);
      if (known != null && known.events() != NEVER) {
        assertEquals(known.sequence(), sequence, () -> label(text) + " after event " + at);
      }
    }
    for (Appending entry : appended) {
      assertTrue(
          entry.events() > at || there.contains(entry.text()),
          () -> label(entry.text()) + " is lost after event " + at);
    }
  }

  private static String label(String text) {
    return text.substring(0, Math.min(text.length(), 24));
  }

  private static void delete(Path image) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(image)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(image);
  }
}
