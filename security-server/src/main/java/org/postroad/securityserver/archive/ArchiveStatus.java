// SPDX-License-Identifier: MIT
package org.postroad.securityserver.archive;

import java.util.List;

/**
 * How archiving is doing.
 *
 * @param archives how many count
 * @param records how many records are in them
 * @param unreadable how many stamped records cannot be archived because they are damaged
 * @param last the last archive of each group
 */
public record ArchiveStatus(long archives, long records, long unreadable, List<ArchiveEntry> last) {

  public ArchiveStatus {
    last = List.copyOf(last);
  }
}
