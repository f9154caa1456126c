// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.transparency.Fixtures.MemoryTiles;
import org.postroad.protocol.transparency.Fixtures.Pair;

/**
 * Makes the files of {@code test-vectors/transparency}, always the same: a log of 300 entries, the
 * text {@code entry N} for each, signed with test key 1 of RFC 8032 and cosigned with keys 2 and 3.
 * Run it with the folder as its argument.
 */
final class TransparencyVectors {
  static final String ORIGIN = "log.example/postroad";
  static final int SIZE = 300;
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000);
  private static final NoteKey LOG = Pair.ONE.log(ORIGIN);
  private static final NoteKey WITNESS_1 = Pair.TWO.witness("witness.example/1");
  private static final NoteKey WITNESS_2 = Pair.THREE.witness("witness.example/2");

  private final MemoryTiles tiles = new MemoryTiles();
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private TransparencyVectors() throws IOException {
    Fixtures.tree(tiles, SIZE).writePartial();
    Fixtures.tree(tiles, 290).writePartial();
    Fixtures.tree(tiles, 256).writePartial();
    tiles();
    checkpoints();
    proofs();
    requests();
  }

  /** The files by their names. */
  static Map<String, byte[]> all() throws IOException {
    return new TransparencyVectors().files;
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    for (Map.Entry<String, byte[]> file : all().entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  private void add(String name, String head, byte[] body) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(head.getBytes(StandardCharsets.UTF_8));
    file.write('\n');
    file.write(body);
    files.put(name, file.toByteArray());
  }

  private void tiles() throws IOException {
    for (TilePath path :
        List.of(
            TilePath.tile(0, 0, 256),
            TilePath.tile(0, 1, 44),
            TilePath.tile(1, 0, 1),
            TilePath.entries(1, 44))) {
      String name = path.toString().replace('/', '-');
      String head = "expect: success\nkind: tile\npath: " + path + "\nsize: " + SIZE + "\n";
      add(name, head, tiles.file(path.toString()));
    }
  }

  private TreeHash root(int size) {
    return Fixtures.root(Fixtures.leaves(size));
  }

  private SignedNote note(int size, TreeHash root) {
    String text = Checkpoint.of(ORIGIN, size, root).text();
    return new SignedNote(text, List.of(LOG.sign(text, Pair.ONE.signer())));
  }

  private SignedNote cosigned(SignedNote note) {
    return note.with(WITNESS_1.cosign(note.text(), TIME, Pair.TWO.signer()))
        .with(WITNESS_2.cosign(note.text(), TIME.plusSeconds(1), Pair.THREE.signer()));
  }

  private static String policy(String expect, String kind, int quorum) {
    return "expect: %s\nkind: %s\norigin: %s\nkey: %s\nwitness: %s\nwitness: %s\nquorum: %d\n"
        .formatted(expect, kind, ORIGIN, LOG, WITNESS_1, WITNESS_2, quorum);
  }

  private void checkpoints() throws IOException {
    SignedNote alone = note(SIZE, root(SIZE));
    SignedNote both = cosigned(alone);
    String text = alone.text();
    add("checkpoint-alone", policy("success", "checkpoint", 0), alone.toByteArray());
    add("checkpoint-cosigned", policy("success", "checkpoint", 2), both.toByteArray());
    add("checkpoint-without-quorum", policy("refused", "checkpoint", 1), alone.toByteArray());
    SignedNote stranger =
        new SignedNote(text, List.of(Pair.TWO.log(ORIGIN).sign(text, Pair.TWO.signer())));
    add("checkpoint-of-a-stranger", policy("refused", "checkpoint", 0), stranger.toByteArray());
    SignedNote empty = note(0, TreeHash.OF_NOTHING);
    add("checkpoint-empty-tree", policy("success", "checkpoint", 0), empty.toByteArray());
    Checkpoint extended = new Checkpoint(ORIGIN, SIZE, root(SIZE), List.of("more", "and more"));
    SignedNote extensions =
        new SignedNote(extended.text(), List.of(LOG.sign(extended.text(), Pair.ONE.signer())));
    add("checkpoint-extensions", policy("success", "checkpoint", 0), extensions.toByteArray());
    byte[] crlf = Fixtures.utf8(alone.toString().replace("\n", "\r\n"));
    add("checkpoint-crlf", policy("refused", "checkpoint", 0), crlf);
    byte[] zero = Fixtures.utf8(alone.toString().replace("\n300\n", "\n0300\n"));
    add("checkpoint-leading-zero", policy("refused", "checkpoint", 0), zero);
  }

  private void proofs() throws IOException {
    SignedNote note = cosigned(note(SIZE, root(SIZE)));
    for (int index : new int[] {0, 255, 256, SIZE - 1}) {
      TlogProof proof =
          new TlogProof(
              Optional.empty(), index, new TreeProofs(tiles, SIZE).inclusion(index).path(), note);
      add("proof-" + index, proofHead("success", index), proof.toByteArray());
    }
    List<TreeHash> path = new TreeProofs(tiles, SIZE).inclusion(7).path();
    TlogProof extra = new TlogProof(Optional.of(Fixtures.utf8("extra")), 7, path, note);
    add("proof-extra", proofHead("success", 7), extra.toByteArray());
    add("proof-of-another-entry", proofHead("refused", 8), extra.toByteArray());
    TlogProof shorter = new TlogProof(Optional.empty(), 7, path.subList(1, path.size()), note);
    add("proof-too-short", proofHead("refused", 7), shorter.toByteArray());
    List<TreeHash> more = new ArrayList<>(path);
    more.add(TreeHash.OF_NOTHING);
    TlogProof longer = new TlogProof(Optional.empty(), 7, more, note);
    add("proof-too-long", proofHead("refused", 7), longer.toByteArray());
  }

  private static String proofHead(String expect, int index) {
    return policy(expect, "tlog-proof", 2)
        + "entry: "
        + HexFormat.of().formatHex(Fixtures.entry(index))
        + "\n";
  }

  private void requests() throws IOException {
    request("growth", 200, 290, 290, note(SIZE, root(SIZE)));
    request("first", 200, 0, 0, note(SIZE, root(SIZE)));
    request("nothing-new", 200, SIZE, SIZE, note(SIZE, root(SIZE)));
    request("stale", 409, 290, 256, note(SIZE, root(SIZE)));
    request("forked", 409, SIZE, SIZE, note(SIZE, Fixtures.flipped(root(SIZE), 0)));
    request("fork-further-on", 422, 290, 290, note(SIZE, Fixtures.flipped(root(SIZE), 0)));
    request("shrunken", 409, SIZE, 256, note(290, root(290)));
    request("old-larger-than-new", 400, SIZE, SIZE, note(290, root(290)));
    String text = note(SIZE, root(SIZE)).text();
    SignedNote stranger =
        new SignedNote(text, List.of(Pair.TWO.log(ORIGIN).sign(text, Pair.TWO.signer())));
    request("of-a-stranger", 403, 290, 290, stranger);
  }

  /** A request after the witness had cosigned a size; 0 for none yet. */
  private void request(String name, int status, int latest, int oldSize, SignedNote note)
      throws IOException {
    int size = (int) Checkpoint.parse(note.text()).size();
    List<TreeHash> proof =
        oldSize > size ? List.of() : new TreeProofs(tiles, size).consistency(oldSize).path();
    String head =
        "expect: %s\nkind: add-checkpoint\nstatus: %d\nkey: %s\nlatest: %d\n"
            .formatted(status == 200 ? "success" : "refused", status, LOG, latest);
    add("request-" + name, head, new AddCheckpoint(oldSize, proof, note).toByteArray());
  }
}
