// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.Optional;

/**
 * The numbers by which records are found. Whatever a record may be looked for by has one for each
 * block of 256 consecutive records in which it occurs, among the numbers of its part of the log, of
 * 131,072 records:
 *
 * <pre>
 * 23 bits  hash of what is looked for
 *  9 bits  block in the part
 * </pre>
 *
 * <p>Request and response of an exchange mostly lie in one block, and so do many records of one
 * client: they share their numbers. Several texts may have the same hash, and some do if somebody
 * wants it, so the records of a block are compared as well.
 *
 * <p>Many numbers stand in one row, as {@link PackedKeys}, and a part has two kinds of rows:
 *
 * <pre>
 * 31 bits  part
 *  1 bit   0: numbers whose hash begins with these 8 bits, of the whole part
 *          1: numbers of these two blocks, 512 consecutive records
 *  8 bits
 * </pre>
 *
 * <p>While a part is filled it has rows by blocks, of which a transaction changes the last; once it
 * is whole they are made into rows by hash, see {@link IndexMerge}, of which whoever looks for
 * something needs one in each part. A number counts in whichever row it stands, and may stand in
 * both.
 */
final class IndexKey {
  private static final int BLOCK_IN_PART_BITS = 9;
  private static final int HASH_BITS = 23;
  private static final int BLOCK_IN_PART = (1 << BLOCK_IN_PART_BITS) - 1;
  private static final int ROW_BITS = 8;
  private static final int CODES = 8;
  private static final int MULTIPLIER = 0x9E3779B1;

  /** So many rows of each kind has a part. */
  static final int ROWS_OF_A_KIND = 1 << ROW_BITS;

  /** So many rows has a part. */
  static final long ROWS = 2L * ROWS_OF_A_KIND;

  /** What a record is looked for by; the code goes into the hash. */
  enum Property {
    QUERY_ID(1),
    REQUEST_ID(2),
    USER_ID(3),
    ISSUE(4),
    CLIENT(5),
    PROVIDER(6),
    SERVICE(7);

    private final int code;

    Property(int code) {
      this.code = code;
    }
  }

  /**
   * What one record can be found by: texts as the index has them, and numbers of parties.
   *
   * @param provider the client that owns the service
   */
  record Findable(
      String queryId,
      String requestId,
      Optional<String> userId,
      Optional<String> issue,
      int client,
      int provider,
      int service) {}

  private IndexKey() {}

  static int hash(Property property, String text) {
    return hash(property, text.hashCode());
  }

  static int hash(Property property, int number) {
    int mixed = (number * CODES + property.code) * MULTIPLIER;
    mixed = (mixed ^ mixed >>> (Integer.SIZE / 2)) * MULTIPLIER;
    return mixed >>> (Integer.SIZE - HASH_BITS);
  }

  /** The smallest number of a hash. */
  static int first(int hash) {
    return hash << BLOCK_IN_PART_BITS;
  }

  /** The largest one. */
  static int last(int hash) {
    return first(hash) | BLOCK_IN_PART;
  }

  /**
   * The number of a hash for the block that a record is in.
   *
   * @param id the number of the record
   */
  static int of(long id, int hash) {
    return first(hash) | blockInPart(id);
  }

  private static int blockInPart(long id) {
    return (int) IndexId.block(id) & BLOCK_IN_PART;
  }

  /** The block that a number of a part stands for, see {@link IndexId}. */
  static long block(int part, int key) {
    return ((long) part << BLOCK_IN_PART_BITS) | (key & BLOCK_IN_PART);
  }

  /** The row by blocks for the numbers of a record. */
  static long rowByBlocks(long id) {
    return IndexId.part(id) * ROWS + ROWS_OF_A_KIND + (blockInPart(id) >>> 1);
  }

  /** The row by hash for a number. */
  static long rowByHash(int part, int key) {
    return part * ROWS + (key >>> (Integer.SIZE - ROW_BITS));
  }

  static int partOfRow(long row) {
    return (int) (row / ROWS);
  }

  static boolean isByHash(long row) {
    return row % ROWS < ROWS_OF_A_KIND;
  }
}
