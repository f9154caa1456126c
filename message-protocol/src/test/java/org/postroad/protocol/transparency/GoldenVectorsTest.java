// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of {@code test-vectors/transparency}, which {@link TransparencyVectors} makes. */
class GoldenVectorsTest {
  private static final Path FOLDER = Path.of("../test-vectors/transparency");
  private static final List<String> KEYS =
      List.of(
          "expect", "kind", "path", "size", "origin", "key", "witness", "quorum", "entry", "status",
          "latest");

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.sorted().toList();
    }
  }

  /** Header lines up to an empty one, then the bytes in question. */
  private record Vector(List<String> head, byte[] body) {
    static Vector read(byte[] file) {
      int end = 0;
      while (file[end] != '\n' || file[end + 1] != '\n') {
        end++;
      }
      List<String> head = Fixtures.text(Arrays.copyOf(file, end)).lines().toList();
      for (String line : head) {
        String key = line.substring(0, line.indexOf(": "));
        if (!KEYS.contains(key)) {
          throw new AssertionError("unknown key in " + line);
        }
      }
      return new Vector(head, Arrays.copyOfRange(file, end + 2, file.length));
    }

    List<String> all(String key) {
      return head.stream()
          .filter(line -> line.startsWith(key + ": "))
          .map(line -> line.substring(key.length() + 2))
          .toList();
    }

    String one(String key) {
      List<String> values = all(key);
      assertEquals(1, values.size(), key);
      return values.getFirst();
    }

    boolean succeeds() {
      String expect = one("expect");
      if (!List.of("success", "refused").contains(expect)) {
        throw new AssertionError("unknown expectation " + expect);
      }
      return expect.equals("success");
    }

    List<NoteKey> keys(String key) {
      return all(key).stream().map(NoteKey::parse).toList();
    }

    CheckpointPolicy policy() {
      return new CheckpointPolicy(
          one("origin"), keys("key"), keys("witness"), Integer.parseInt(one("quorum")));
    }
  }

  @Test
  void theFilesAreThoseThatTheGeneratorMakes() throws IOException {
    var made = TransparencyVectors.all();
    TreeSet<String> names = new TreeSet<>();
    for (Path file : files()) {
      names.add(file.getFileName().toString());
    }
    assertEquals(new TreeSet<>(made.keySet()), names);
    for (Path file : files()) {
      String name = file.getFileName().toString();
      assertArrayEquals(made.getOrDefault(name, new byte[0]), Files.readAllBytes(file), name);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void eachIsJudgedAsItSays(Path file) throws IOException {
    Vector vector = Vector.read(Files.readAllBytes(file));
    switch (vector.one("kind")) {
      case "tile" -> tile(vector);
      case "checkpoint" -> checkpoint(vector);
      case "tlog-proof" -> proof(vector);
      case "add-checkpoint" -> request(vector);
      default -> throw new AssertionError("unknown kind in " + file);
    }
  }

  private static void tile(Vector vector) {
    TilePath path = TilePath.parse(vector.one("path"));
    int first = (int) (path.index() * TilePath.FULL);
    if (path.entries()) {
      List<byte[]> entries = EntryBundle.parse(vector.body(), path);
      for (int i = 0; i < entries.size(); i++) {
        assertArrayEquals(Fixtures.entry(first + i), entries.get(i));
      }
      return;
    }
    assertEquals(path.width() * TreeHash.LENGTH, vector.body().length);
    List<TreeHash> leaves = Fixtures.leaves(Integer.parseInt(vector.one("size")));
    for (int i = 0; i < path.width(); i++) {
      TreeHash expected =
          path.level() == 0
              ? leaves.get(first + i)
              : Fixtures.root(leaves.subList(i * TilePath.FULL, (i + 1) * TilePath.FULL));
      assertEquals(expected, TreeHash.at(vector.body(), i * TreeHash.LENGTH));
    }
  }

  private static void checkpoint(Vector vector) {
    if (vector.succeeds()) {
      SignedNote note = SignedNote.parse(vector.body());
      assertArrayEquals(vector.body(), note.toByteArray());
      assertEquals(note.text(), vector.policy().open(note).text());
    } else {
      assertThrows(Unproven.class, () -> vector.policy().open(SignedNote.parse(vector.body())));
    }
  }

  private static void proof(Vector vector) {
    byte[] entry = HexFormat.of().parseHex(vector.one("entry"));
    TlogProof proof = TlogProof.parse(vector.body());
    assertArrayEquals(vector.body(), proof.toByteArray());
    if (vector.succeeds()) {
      assertEquals(TransparencyVectors.SIZE, proof.check(entry, vector.policy()).size());
    } else {
      assertThrows(Unproven.class, () -> proof.check(entry, vector.policy()));
    }
  }

  private static void request(Vector vector) {
    AddCheckpoint request = AddCheckpoint.parse(vector.body());
    assertArrayEquals(vector.body(), request.toByteArray());
    int latest = Integer.parseInt(vector.one("latest"));
    Optional<SignedNote> note =
        latest == 0
            ? Optional.empty()
            : Optional.of(
                new SignedNote(
                    Checkpoint.of(
                            TransparencyVectors.ORIGIN,
                            latest,
                            Fixtures.root(Fixtures.leaves(latest)))
                        .text(),
                    request.note().signatures()));
    Witness.KnownLog log =
        new Witness.KnownLog(TransparencyVectors.ORIGIN, vector.keys("key"), note);
    WitnessDecision decision = Witness.decide(request, Optional.of(log));
    assertEquals(Integer.parseInt(vector.one("status")), decision.status());
    assertEquals(vector.succeeds(), decision instanceof WitnessDecision.Accepted);
  }
}
