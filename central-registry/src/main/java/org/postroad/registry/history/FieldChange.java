// SPDX-License-Identifier: MIT

package org.postroad.registry.history;

import java.time.Instant;
import java.util.Optional;

/**
 * One field of one record that an accepted change altered (D27).
 *
 * @param entry the number of the change in the journal; one change may alter many fields
 * @param kind what the record is: {@code member}, {@code security-server}, …
 * @param record what it is known by; of a field with several values each is a line of its own
 * @param before missing for what came into being
 * @param after missing for what is gone
 */
public record FieldChange(
    long entry,
    Instant time,
    String who,
    String why,
    Operation operation,
    String kind,
    String record,
    String field,
    Optional<String> before,
    Optional<String> after) {

  /** What happened to the record. */
  public enum Operation {
    INSERT,
    UPDATE,
    DELETE
  }
}
