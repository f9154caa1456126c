// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way of a search through the log in the order of times: the newest records first, or the
 * oldest. Records are nearly in this order by themselves, but clocks are set and several logs stand
 * side by side, so parts and their blocks come by the newest time, or the oldest, that any of their
 * records has; the blocks of a part are asked for once its turn has come.
 */
final class IndexWalk implements AutoCloseable {
  private static final String BLOCKS =
      "SELECT id, first_time, last_time FROM log_block WHERE id BETWEEN ? AND ?";

  /** So many blocks are read together at most, for a database holds what it has found of them. */
  private static final int MOST_TOGETHER = 64;

  /** Consecutive records of one part. */
  record Run(IndexPart part, IndexId.Range ids) {}

  /**
   * What lies ahead.
   *
   * @param time none of its records was logged after it, or before it where the oldest are wanted
   * @param block nothing for all blocks of the part
   */
  private record Step(Instant time, IndexPart part, Optional<Long> block) {}

  /** Sequences from first to last. */
  private record Limits(long first, long last) {
    static Limits of(List<LogCriterion> criteria) {
      long first = 1;
      long last = Long.MAX_VALUE;
      for (LogCriterion criterion : criteria) {
        if (criterion instanceof LogCriterion.InRange range) {
          first = Math.max(first, range.first());
          last = Math.min(last, range.last());
        }
      }
      return new Limits(first, last);
    }

    /** None that came since the walk began, for it would not come to all of those. */
    Optional<IndexId.Range> in(IndexPart part) {
      return part.ids(first, Math.min(last, part.indexed()));
    }
  }

  private final PreparedStatement blocks;
  private final Optional<Set<Long>> only;
  private final IndexTimes times;
  private final Limits limits;
  private final boolean oldest;
  private final PriorityQueue<Step> ahead;
  private int together = 1;

  private IndexWalk(
      PreparedStatement blocks, LogQuery query, Optional<Set<Long>> only, IndexTimes times) {
    this.blocks = blocks;
    this.only = only;
    this.times = times;
    this.limits = Limits.of(query.criteria());
    this.oldest = query.order() == LogQuery.Order.OLDEST_FIRST;
    Comparator<Step> order =
        Comparator.comparing(Step::time)
            .thenComparingInt(step -> step.part().no())
            .thenComparingLong(step -> step.block().orElse(-1L));
    this.ahead = new PriorityQueue<>(oldest ? order : order.reversed());
  }

  /**
   * Begins a walk.
   *
   * @param journal the number of the journal it keeps to, nothing for all
   * @param only the blocks it looks at, nothing for all
   */
  static IndexWalk begin(
      Connection connection,
      LogQuery query,
      Optional<Integer> journal,
      Optional<Set<Long>> only,
      IndexTimes times,
      Duration patience)
      throws SQLException {
    List<IndexPart> parts = IndexPart.read(connection, journal);
    PreparedStatement blocks = connection.prepareStatement(BLOCKS);
    blocks.setQueryTimeout((int) patience.toSeconds());
    IndexWalk walk = new IndexWalk(blocks, query, only, times);
    Optional<Set<Integer>> having =
        only.map(some ->
            some.stream().map(IndexId::partOfBlock).collect(Collectors.toUnmodifiableSet()));
    for (IndexPart part : parts) {
      boolean meant = having.isEmpty() || having.get().contains(part.no());
      if (meant && walk.limits.in(part).isPresent()) {
        walk.add(part.times(), part, Optional.empty());
      }
    }
    return walk;
  }

  private void add(IndexSpan span, IndexPart part, Optional<Long> block) {
    if (times.admit(span)) {
      ahead.add(new Step(oldest ? span.first() : span.last(), part, block));
    }
  }

  /** Whether something ahead may stand before a record of that time, or beside it. */
  boolean mayPrecede(Instant time) {
    Step next = ahead.peek();
    return next != null && (oldest ? !next.time().isAfter(time) : !next.time().isBefore(time));
  }

  /** Whoever finds little reads twice as many blocks together from now on. */
  void hurry() {
    together = Math.min(2 * together, MOST_TOGETHER);
  }

  /** What comes next, nothing at the end: one block, or several that lie side by side. */
  Optional<Run> next() throws SQLException {
    Optional<Step> step = nextBlock();
    if (step.isEmpty()) {
      return Optional.empty();
    }
    IndexPart part = ahead.remove().part();
    long first = step.get().block().orElseThrow();
    long last = first;
    for (step = nextBlock();
        last - first + 1 < together && touches(step, part, first, last);
        step = nextBlock()) {
      long block = ahead.remove().block().orElseThrow();
      first = Math.min(first, block);
      last = Math.max(last, block);
    }
    IndexId.Range run = IndexId.Range.ofBlocks(first, last);
    return Optional.of(new Run(part, run.within(limits.in(part).orElseThrow())));
  }

  private static boolean touches(Optional<Step> step, IndexPart part, long first, long last) {
    return step.filter(next -> next.part().no() == part.no())
        .flatMap(Step::block)
        .filter(block -> block == first - 1 || block == last + 1)
        .isPresent();
  }

  /** The block that is next, after the parts before it have been entered; it stays where it is. */
  private Optional<Step> nextBlock() throws SQLException {
    Step step = ahead.peek();
    while (step != null && step.block().isEmpty()) {
      enter(ahead.remove().part());
      step = ahead.peek();
    }
    return Optional.ofNullable(step);
  }

  private void enter(IndexPart part) throws SQLException {
    IndexId.Range ids = limits.in(part).orElseThrow();
    blocks.setLong(1, IndexId.block(ids.first()));
    blocks.setLong(2, IndexId.block(ids.last()));
    try (ResultSet row = blocks.executeQuery()) {
      while (row.next()) {
        long block = row.getLong("id");
        if (only.isEmpty() || only.get().contains(block)) {
          add(IndexSpan.read(row), part, Optional.of(block));
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    blocks.close();
  }
}
