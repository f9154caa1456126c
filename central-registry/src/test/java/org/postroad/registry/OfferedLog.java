// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.AddCheckpoint;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TreeProofs;

/** A message log that is offered to the registry, with as many histories as somebody makes up. */
public final class OfferedLog {
  public static final String ORIGIN = "example.com/log";

  private final Ed25519Key key = Ed25519Key.generate(new SecureRandom());
  private final NoteKey noteKey = new NoteKey(ORIGIN, NoteKey.Type.NOTE, key.publicKey());

  public NoteKey key() {
    return noteKey;
  }

  /** The text of a policy in which this log is known. */
  public String policy() {
    return "log " + noteKey + "\nquorum none\n";
  }

  private static final class MemoryTiles implements TileStore {
    private final Map<TilePath, byte[]> tiles = new HashMap<>();

    @Override
    public Optional<byte[]> read(TilePath path) {
      return Optional.ofNullable(tiles.get(path));
    }

    @Override
    public void write(TilePath path, byte[] content) {
      tiles.put(path, content.clone());
    }
  }

  /** A checkpoint of a history, proven from an older one of the same. */
  public AddCheckpoint offer(String history, int oldSize, int size) throws IOException {
    MemoryTiles tiles = new MemoryTiles();
    TileTree tree = new TileTree(tiles);
    for (int i = 0; i < size; i++) {
      tree.append((history + i).getBytes(StandardCharsets.UTF_8));
    }
    tree.writePartial();
    String text = Checkpoint.of(ORIGIN, size, tree.root()).text();
    SignedNote note = new SignedNote(text, List.of(noteKey.sign(text, key::sign)));
    return new AddCheckpoint(
        oldSize, new TreeProofs(tiles, size).consistency(oldSize).path(), note);
  }
}
