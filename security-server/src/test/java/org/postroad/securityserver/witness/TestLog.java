// SPDX-License-Identifier: MIT
package org.postroad.securityserver.witness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.ConsistencyProof;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeProofs;

/** A log in memory, and what somebody with its key can make of it. */
final class TestLog implements PublishedLog {
  static final String ORIGIN = "example.com/log";

  private final Ed25519Key key;
  private final NoteKey noteKey;
  private final Map<TilePath, byte[]> tiles = new HashMap<>();
  private final TileStore store =
      new TileStore() {
        @Override
        public Optional<byte[]> read(TilePath path) {
          return tile(path);
        }

        @Override
        public void write(TilePath path, byte[] content) {
          tiles.put(path, content.clone());
        }
      };
  private final List<NoteSignature> cosignatures = new ArrayList<>();
  private Optional<SignedNote> checkpoint = Optional.empty();

  private TestLog(Ed25519Key key) {
    this.key = key;
    this.noteKey = new NoteKey(ORIGIN, NoteKey.Type.NOTE, key.publicKey());
  }

  static TestLog create() {
    return new TestLog(Ed25519Key.generate(new SecureRandom()));
  }

  /** A log of the same key with a history of its own from an index on. */
  TestLog fork(int size, int parting) throws IOException {
    TestLog fork = new TestLog(key);
    fork.publish(size, parting, "fork");
    return fork;
  }

  /** Has so many leaves from now on, and a checkpoint over them. */
  synchronized SignedNote publish(int size) throws IOException {
    return publish(size, size, "");
  }

  private synchronized SignedNote publish(int size, int parting, String history)
      throws IOException {
    TileTree tree = new TileTree(store);
    for (int i = 0; i < size; i++) {
      String entry = (i < parting ? "" : history) + i;
      tree.append(entry.getBytes(StandardCharsets.UTF_8));
    }
    tree.writePartial();
    String text = Checkpoint.of(ORIGIN, size, tree.root()).text();
    SignedNote note = new SignedNote(text, List.of(noteKey.sign(text, key::sign)));
    checkpoint = Optional.of(note);
    cosignatures.clear();
    return note;
  }

  NoteKey key() {
    return noteKey;
  }

  synchronized List<NoteSignature> cosignatures() {
    return List.copyOf(cosignatures);
  }

  @Override
  public synchronized Optional<SignedNote> checkpoint() {
    return checkpoint;
  }

  @Override
  public synchronized Optional<byte[]> tile(TilePath path) {
    return Optional.ofNullable(tiles.get(path)).map(byte[]::clone);
  }

  @Override
  public synchronized ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
    return new TreeProofs(store, newSize).consistency(oldSize);
  }

  @Override
  public synchronized void cosigned(SignedNote note, NoteSignature cosignature) {
    if (checkpoint.orElseThrow().text().equals(note.text())) {
      checkpoint = Optional.of(checkpoint.get().with(cosignature));
      cosignatures.add(cosignature);
    }
    notifyAll();
  }

  /** Waits until the newest checkpoint has so many cosignatures. */
  synchronized List<NoteSignature> awaitCosignatures(int count) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    while (cosignatures.size() < count && System.nanoTime() < end) {
      wait(1000);
    }
    return List.copyOf(cosignatures);
  }
}
