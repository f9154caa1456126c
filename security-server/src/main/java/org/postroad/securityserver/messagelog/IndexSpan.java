// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * Between which times the records of a block or a part were logged. It may be wider than they need,
 * since it is not narrowed when some are pruned; where there are none the first is after the last.
 */
record IndexSpan(Instant first, Instant last) {
  static IndexSpan read(ResultSet row) throws SQLException {
    return new IndexSpan(
        Instant.ofEpochMilli(row.getLong("first_time")),
        Instant.ofEpochMilli(row.getLong("last_time")));
  }

  boolean isEmpty() {
    return first.isAfter(last);
  }
}
