// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.util.Optional;

/**
 * The numbers by which records are found. Whatever a record may be looked for by has one for each
 * block of 256 consecutive records in which it occurs:
 *
 * <pre>
 * 31 bits  part of the log, of 131,072 records
 * 23 bits  hash of what is looked for
 *  9 bits  block in the part
 * </pre>
 *
 * <p>Request and response of an exchange mostly lie in one block, and so do many records of one
 * client: they share their numbers. Those of a part stand together, so that records are added on
 * few pages of a database, however long the log is; whoever looks for something goes through all
 * parts. Several texts may have the same hash, and some do if somebody wants it, so the records of
 * a block are compared as well.
 */
final class IndexKey {
  private static final int BLOCK_IN_PART_BITS = 9;
  private static final int HASH_BITS = 23;
  private static final long BLOCK_IN_PART = (1 << BLOCK_IN_PART_BITS) - 1;
  private static final int CODES = 8;
  private static final int MULTIPLIER = 0x9E3779B1;

  /** So many numbers has a part. */
  static final long PART = 1L << (HASH_BITS + BLOCK_IN_PART_BITS);

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

  /** The smallest number of a hash in a part, less what the part itself adds. */
  static long first(int hash) {
    return (long) hash << BLOCK_IN_PART_BITS;
  }

  /** The largest one. */
  static long last(int hash) {
    return first(hash) | BLOCK_IN_PART;
  }

  /**
   * The number of a hash for the block that a record is in.
   *
   * @param id the number of the record
   */
  static long of(long id, int hash) {
    return IndexId.part(id) * PART + first(hash) + (IndexId.block(id) & BLOCK_IN_PART);
  }

  /** The block that a number stands for, see {@link IndexId}. */
  static long block(long key) {
    return ((key / PART) << BLOCK_IN_PART_BITS) | (key & BLOCK_IN_PART);
  }
}
