// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

/**
 * A search for records.
 *
 * @param oldestFirst otherwise the newest come first
 * @param limit most records
 */
public record RecordSearch(RecordFilter filter, boolean oldestFirst, int limit) {

  /** Most records of one search. */
  public static final int LARGEST_LIMIT = 100_000;

  public RecordSearch {
    if (limit < 1 || limit > LARGEST_LIMIT) {
      throw new IllegalArgumentException(
          "limit of " + limit + " records, expected 1 to " + LARGEST_LIMIT);
    }
  }
}
