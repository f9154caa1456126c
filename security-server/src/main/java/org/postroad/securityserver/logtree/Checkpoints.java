// SPDX-License-Identifier: MIT
package org.postroad.securityserver.logtree;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.NoteSignature;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.securityserver.journal.Journal;
import org.postroad.securityserver.journal.JournalFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of this log as they are published: each is an entry of the journal before anybody
 * sees it, and the newest stands in a file. Safe for any number of threads.
 *
 * <p>{@code lock} is held while a checkpoint is appended and the file is written, so that no older
 * one takes the place of a newer; listeners are told outside of it.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final Journal journal;
  private final TreeDirectory directory;
  private final JournalFiles files;
  private final List<Consumer<SignedNote>> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private Optional<SignedNote> newest = Optional.empty();

  @GuardedBy("lock")
  private Optional<SignedNote> cosigned = Optional.empty();

  @GuardedBy("lock")
  private Optional<CheckpointEntry> stamped = Optional.empty();

  Checkpoints(Journal journal, TreeDirectory directory, JournalFiles files) {
    this.journal = journal;
    this.directory = directory;
    this.files = files;
  }

  /** Tells of every new checkpoint, in the thread of the tree: it must be quick. */
  void listen(Consumer<SignedNote> listener) {
    listeners.add(listener);
  }

  Optional<SignedNote> newest() {
    lock.lock();
    try {
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /** The largest that a witness has cosigned, or else the newest: what a proof is best made for. */
  Optional<SignedNote> bestFor(long sequence) {
    lock.lock();
    try {
      return cosigned
          .filter(note -> Checkpoint.parse(note.text()).size() >= sequence)
          .or(() -> newest);
    } finally {
      lock.unlock();
    }
  }

  Optional<CheckpointEntry> stamped() {
    lock.lock();
    try {
      return stamped;
    } finally {
      lock.unlock();
    }
  }

  /** Takes up what was published before this start. */
  void resume(SignedNote note) throws IOException {
    lock.lock();
    try {
      replaceNewest(note);
      if (note.signatures().size() > 1) {
        cosigned = newest;
      }
    } finally {
      lock.unlock();
    }
    tell(note);
  }

  /** Publishes a checkpoint that was signed this moment. */
  void publish(SignedNote note) throws IOException {
    lock.lock();
    try {
      var _ = journal.append(new CheckpointEntry(note, Optional.empty()).content());
      replaceNewest(note);
    } finally {
      lock.unlock();
    }
    tell(note);
  }

  private void tell(SignedNote note) {
    for (Consumer<SignedNote> listener : listeners) {
      try {
        listener.accept(note);
      } catch (RuntimeException e) {
        LOG.warn("Somebody could not be told of a new checkpoint", e);
      }
    }
  }

  /**
   * Adds a cosignature to a checkpoint of this log, which others may have followed since.
   *
   * @param signature verified by the caller
   */
  void cosigned(SignedNote checkpoint, NoteSignature signature) throws IOException {
    lock.lock();
    try {
      SignedNote known =
          newest
              .filter(note -> note.text().equals(checkpoint.text()))
              .or(() -> cosigned.filter(note -> note.text().equals(checkpoint.text())))
              .orElseGet(() -> CheckpointEntry.signedByLog(checkpoint));
      SignedNote more = with(known, signature);
      if (more.equals(known)) {
        return;
      }
      var _ = journal.append(new CheckpointEntry(more, Optional.empty()).content());
      if (newest.filter(note -> note.text().equals(more.text())).isPresent()) {
        replaceNewest(more);
      }
      if (cosigned.filter(note -> size(note) > size(more)).isEmpty()) {
        cosigned = Optional.of(more);
      }
    } finally {
      lock.unlock();
    }
  }

  /** A later signature of the same key takes the place of the former. */
  private static SignedNote with(SignedNote note, NoteSignature signature) {
    List<NoteSignature> signatures = new ArrayList<>(note.signatures());
    signatures.removeIf(
        known -> known.keyId() == signature.keyId() && known.name().equals(signature.name()));
    signatures.add(signature);
    return new SignedNote(note.text(), signatures);
  }

  private static long size(SignedNote note) {
    return Checkpoint.parse(note.text()).size();
  }

  /** Keeps the time-stamp over a checkpoint, with the cosignatures that it has by now. */
  void stamped(SignedNote checkpoint, byte[] token) throws IOException {
    lock.lock();
    try {
      SignedNote note =
          newest.filter(known -> known.text().equals(checkpoint.text())).orElse(checkpoint);
      CheckpointEntry entry = new CheckpointEntry(note, Optional.of(token));
      var _ = journal.append(entry.content());
      stamped = Optional.of(entry);
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private void replaceNewest(SignedNote note) throws IOException {
    TileDirectory.put(files, directory.checkpoint(), note.toByteArray(), true);
    files.forceDirectory(directory.root());
    newest = Optional.of(note);
  }
}
