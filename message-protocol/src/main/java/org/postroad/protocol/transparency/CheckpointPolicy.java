// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whom somebody believes about one log: the log's own keys, and as many witnesses as have to agree.
 *
 * @param quorum how many different witnesses have to have cosigned, 0 for none
 */
public record CheckpointPolicy(
    String origin, List<NoteKey> logKeys, List<NoteKey> witnesses, int quorum) {

  public CheckpointPolicy {
    logKeys = List.copyOf(logKeys);
    witnesses = List.copyOf(witnesses);
    requireType(logKeys, NoteKey.Type.NOTE);
    requireType(witnesses, NoteKey.Type.COSIGNATURE);
    if (quorum < 0 || quorum > names(witnesses.stream()).size()) {
      throw new IllegalArgumentException(
          "quorum of " + quorum + " among " + witnesses.size() + " witness keys");
    }
  }

  private static void requireType(List<NoteKey> keys, NoteKey.Type expected) {
    for (NoteKey key : keys) {
      if (key.type() != expected) {
        throw new IllegalArgumentException(key + " is not a key of type " + expected);
      }
    }
  }

  /** Several keys of one name are one witness. */
  private static Set<String> names(Stream<NoteKey> keys) {
    return keys.map(NoteKey::name).collect(Collectors.toSet());
  }

  /** The checkpoint in a note, once it is known that the log and enough witnesses signed it. */
  public Checkpoint open(SignedNote note) {
    note.verify(logKeys);
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    if (!checkpoint.origin().equals(origin)) {
      throw new Unproven(
          "checkpoint of the log '" + checkpoint.origin() + "', expected '" + origin + "'");
    }
    if (quorum > 0) {
      Set<String> agreed = names(note.verify(witnesses).stream().map(SignedNote.Verified::key));
      if (agreed.size() < quorum) {
        throw new Unproven("cosigned by " + agreed + ", expected " + quorum + " witnesses");
      }
    }
    return checkpoint;
  }
}
