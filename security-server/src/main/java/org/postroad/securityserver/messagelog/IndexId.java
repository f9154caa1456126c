// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

/**
 * The number that a record has in the database, which is where its row stands:
 *
 * <pre>
 * 31 bits  part of the log, of 131,072 records
 *  9 bits  block of 256 records in the part
 *  8 bits  place in the block
 * </pre>
 *
 * <p>Without its last 8 bits it is the number of the block.
 */
final class IndexId {
  private static final int BLOCK_BITS = 8;
  private static final int PART_BITS = 17;

  /** So many records has a part. */
  static final long PART = 1L << PART_BITS;

  /** So many records has a block. */
  static final long BLOCK = 1L << BLOCK_BITS;

  /** Numbers from first to last. */
  record Range(long first, long last) {
    static Range ofBlock(long block) {
      return ofBlocks(block, block);
    }

    static Range ofBlocks(long first, long last) {
      return new Range(first * BLOCK, (last + 1) * BLOCK - 1);
    }

    static Range ofPart(int part) {
      return new Range(part * PART, (part + 1) * PART - 1);
    }

    /** What both have; they have to meet. */
    Range within(Range other) {
      return new Range(Math.max(first, other.first), Math.min(last, other.last));
    }
  }

  private IndexId() {}

  /**
   * The number of a record.
   *
   * @param part the number that its part has in the database
   */
  static long of(int part, long sequence) {
    return part * PART + sequence % PART;
  }

  /** Which part of its journal a record is in, from 0. */
  static long place(long sequence) {
    return sequence / PART;
  }

  static int part(long id) {
    return (int) (id / PART);
  }

  static long block(long id) {
    return id / BLOCK;
  }

  static int partOfBlock(long block) {
    return part(block * BLOCK);
  }
}
