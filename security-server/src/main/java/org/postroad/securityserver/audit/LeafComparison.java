// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.postroad.protocol.transparency.TreeHash;

/**
 * Compares the leaves that follow from the records with those that were published, and says how
 * they came apart: a leaf changed, gone, put in, or some in another order. As with any comparison
 * of two texts, the shortest explanation is given.
 *
 * <p>While both agree nothing is kept. Where they do not, up to {@link #WINDOW} leaves are gathered
 * before it is decided. For one thread.
 */
final class LeafComparison {
  static final int WINDOW = 512;

  /** How leaves came apart. */
  enum Change {
    CHANGED,
    REMOVED,
    INSERTED,
    REORDERED
  }

  /**
   * A run of leaves that is not as published.
   *
   * @param first index of the first of them: as published, or in the journal for what was inserted
   * @param provenFrom how many published leaves stand before
   */
  record Divergence(Change change, long first, long last, long provenFrom) {}

  private final PublishedLeaves published;
  private final List<Divergence> divergences = new ArrayList<>();
  private final int most;

  /** Leaves of the journal that are not explained yet. */
  private final List<TreeHash> ours = new ArrayList<>();

  private long nextOurs;
  private long nextPublished;

  /** Explains at most so many divergences, then compares no more. */
  LeafComparison(PublishedLeaves published, int most) {
    this.published = published;
    this.most = most;
  }

  /** The leaf of the next record. */
  void add(byte[] hash) throws IOException {
    if (divergences.size() >= most) {
      return;
    }
    if (ours.isEmpty() && published.matches(nextPublished, hash)) {
      nextOurs++;
      nextPublished++;
      return;
    }
    ours.add(TreeHash.of(hash));
    while (ours.size() >= WINDOW) {
      explain();
    }
  }

  /** How many published leaves there is a record for, once {@link #end} was called. */
  long explained() {
    return nextPublished;
  }

  /** What came apart, in the order of the journal, once {@link #end} was called. */
  List<Divergence> divergences() {
    return List.copyOf(divergences);
  }

  /** There are no more records; leaves that are not published yet need no explanation. */
  void end() throws IOException {
    while (!ours.isEmpty() && published.hash(nextPublished).isPresent()) {
      explain();
    }
  }

  private void explain() throws IOException {
    List<TreeHash> theirs = window();
    if (theirs.isEmpty()) {
      skipOurs(ours.size());
      return;
    }
    if (ours.getFirst().equals(theirs.getFirst())) {
      skipOurs(1);
      nextPublished++;
      return;
    }
    OptionalInt reordered = reordered(theirs);
    int removed = theirs.indexOf(ours.getFirst());
    int inserted = ours.indexOf(theirs.getFirst());
    if (reordered.isPresent()) {
      found(Change.REORDERED, nextPublished, reordered.getAsInt());
      skipOurs(reordered.getAsInt());
      nextPublished += reordered.getAsInt();
    } else if (removed > 0 && (inserted < 0 || removed <= inserted)) {
      found(Change.REMOVED, nextPublished, removed);
      nextPublished += removed;
    } else if (inserted > 0) {
      found(Change.INSERTED, nextOurs, inserted);
      skipOurs(inserted);
    } else {
      found(Change.CHANGED, nextPublished, 1);
      skipOurs(1);
      nextPublished++;
    }
  }

  private void found(Change change, long first, int count) {
    divergences.add(new Divergence(change, first, first + count - 1, nextPublished));
  }

  private void skipOurs(int count) {
    ours.subList(0, count).clear();
    nextOurs += count;
  }

  private List<TreeHash> window() throws IOException {
    List<TreeHash> theirs = new ArrayList<>();
    for (int i = 0; i < WINDOW; i++) {
      var hash = published.hash(nextPublished + i);
      if (hash.isEmpty()) {
        return theirs;
      }
      theirs.add(hash.get());
    }
    return theirs;
  }

  /** The length of the shortest beginning in which both have the same leaves. */
  private OptionalInt reordered(List<TreeHash> theirs) {
    Map<TreeHash, Integer> balance = new HashMap<>();
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      count(balance, ours.get(i), 1);
      count(balance, theirs.get(i), -1);
      if (balance.isEmpty()) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  private static void count(Map<TreeHash, Integer> balance, TreeHash hash, int one) {
    int sum = balance.merge(hash, one, Integer::sum);
    if (sum == 0) {
      balance.remove(hash);
    }
  }
}
