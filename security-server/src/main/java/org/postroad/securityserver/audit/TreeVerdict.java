// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.transparency.TilePath;

/**
 * Draws the conclusions from a tree that was compared: which of two things that contradict each
 * other is wrong. A leaf below the largest checkpoint that follows from the records is proven, so
 * there the tile is wrong; above it the record is.
 */
final class TreeVerdict {
  private final TreeCheck tree;
  private final PublishedLeaves published;
  private final Findings findings;

  TreeVerdict(TreeCheck tree, PublishedLeaves published, Findings findings) {
    this.tree = tree;
    this.published = published;
    this.findings = findings;
  }

  /**
   * Reports.
   *
   * @param publishedLeaves how many there were before the journal was read
   */
  void report(long publishedLeaves) throws IOException {
    tree.divergences().forEach(this::divergence);
    tree.differences().forEach(this::difference);
    checkpoints();
    if (tree.isComplete()) {
      beyond(publishedLeaves);
      requireOpenTiles();
    }
  }

  private void divergence(LeafComparison.Divergence found) {
    if (found.first() < tree.proven()) {
      return;
    }
    Subject records = new Subject.Records(found.first() + 1, found.last() + 1);
    switch (found.change()) {
      case CHANGED ->
          add(
              FindingKind.RECORD_CHANGED,
              records,
              "salt and head are not those that were entered into the tree");
      case REMOVED ->
          add(
              FindingKind.RECORD_REMOVED,
              records,
              "entered into the tree and no longer in the journal");
      case INSERTED ->
          add(
              FindingKind.RECORD_INSERTED,
              records,
              "in the journal and never entered into the tree at this place");
      case REORDERED ->
          add(
              FindingKind.RECORDS_REORDERED,
              records,
              "entered into the tree in another order than they stand in the journal");
    }
  }

  private void add(FindingKind kind, Subject subject, String text) {
    findings.add(Finding.of(kind, subject, text));
  }

  private void difference(ComparedTiles.Difference found) {
    String name = PublishedLeaves.name(found.path());
    if (found.missing()) {
      if (found.behindLastLeaf() <= largestClaim()) {
        tile(FindingKind.TILE_MISSING, name, "a checkpoint of " + largestClaim() + " needs it");
      }
      return;
    }
    boolean proven = found.behindLastLeaf() <= tree.proven();
    boolean explained =
        tree.divergences().stream()
            .anyMatch(leaf ->
                leaf.first() >= tree.proven() && leaf.provenFrom() < found.behindLastLeaf());
    if (proven || !explained) {
      tile(
          FindingKind.TILE_CHANGED,
          name,
          "does not follow from records %d to %d"
              .formatted(found.firstLeaf() + 1, found.behindLastLeaf()));
    }
  }

  private void tile(FindingKind kind, String name, String text) {
    findings.add(Finding.in(name, kind, new Subject.OfFile(name), text));
  }

  /** The largest size that anything says the tree has or had. */
  private long largestClaim() {
    long contradicted = tree.contradicted().stream().mapToLong(Claim::size).max().orElse(0);
    long beyond = tree.beyond().stream().mapToLong(Claim::size).max().orElse(0);
    return Math.max(tree.proven(), Math.max(contradicted, beyond));
  }

  private void checkpoints() {
    List<Claim> bySize =
        tree.contradicted().stream().sorted(Comparator.comparingLong(Claim::size)).toList();
    List<Claim> late =
        bySize.stream()
            .filter(claim -> claim.size() > tree.proven() && claim.source() != Claim.Source.KEPT)
            .toList();
    for (Claim claim : bySize) {
      if (claim.source() == Claim.Source.KEPT) {
        findings.add(claim.finding(FindingKind.FORKED, forked(claim)));
      } else if (claim.size() <= tree.proven()) {
        findings.add(
            claim.finding(
                FindingKind.CHECKPOINT_CHANGED,
                "has another root than the records, from which checkpoint "
                    + tree.proven()
                    + " follows"));
      }
    }
    if (!late.isEmpty()) {
      findings.add(late.getFirst().finding(FindingKind.CHECKPOINT_CHANGED, wrong(late)));
    }
  }

  private String forked(Claim claim) {
    return "the log had another history up to record %d; up to record %d it is proven"
        .formatted(claim.size(), Math.min(tree.proven(), claim.size()));
  }

  private String wrong(List<Claim> claims) {
    String more =
        claims.size() == 1
            ? ""
            : "; nor do %d more up to %d".formatted(claims.size() - 1, claims.getLast().size());
    return "does not follow from the records: one of %d to %d is not what was signed%s"
        .formatted(tree.proven() + 1, claims.getFirst().size(), more);
  }

  private void beyond(long publishedLeaves) {
    long explained = tree.explained();
    long end = publishedLeaves > explained ? explained : Math.max(explained, tree.size());
    long known = publishedLeaves;
    Optional<Finding.Place> place = Optional.empty();
    for (Claim claim : tree.beyond()) {
      if (claim.source() == Claim.Source.KEPT) {
        findings.add(
            claim.finding(
                FindingKind.OLDER_THAN_KEPT,
                "the log has %d records only: an old copy, or cut off".formatted(tree.size())));
      } else if (claim.size() <= end) {
        findings.add(
            claim.finding(
                FindingKind.CHECKPOINT_CHANGED,
                "the journal has %d records".formatted(tree.size())));
      } else if (claim.size() >= known) {
        known = claim.size();
        place = claim.place();
      }
    }
    if (known > end) {
      findings.add(
          new Finding(
              FindingKind.TRUNCATED,
              new Subject.Records(end + 1, known),
              place,
              "the tree has them, the journal ends with record " + tree.size()));
    }
  }

  /** What a checkpoint needs of the right edge of its tree, as it was when it was signed. */
  private void requireOpenTiles() throws IOException {
    long size = Math.min(tree.proven(), tree.size());
    for (int level = 0; size >>> (8 * level) > 0; level++) {
      long hashes = size >>> (8 * level);
      int width = (int) (hashes % TilePath.FULL);
      if (width > 0) {
        requireEither(TilePath.tile(level, hashes / TilePath.FULL, width));
        if (level == 0) {
          requireEither(TilePath.entries(hashes / TilePath.FULL, width));
        }
      }
    }
  }

  private void requireEither(TilePath partial) throws IOException {
    boolean wider =
        published.partials(partial.full()).stream()
            .anyMatch(tile -> tile.width() >= partial.width());
    if (!wider && published.file(partial.full()).isEmpty()) {
      tile(
          FindingKind.TILE_MISSING,
          PublishedLeaves.name(partial),
          "a checkpoint of " + tree.proven() + " needs it");
    }
  }
}
