// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import org.postroad.protocol.management.ManagementRequest;

/** Where requests are accepted into the membership, durably. */
@FunctionalInterface
public interface RequestJournal {
  /**
   * Accepts a request of a security server or refuses it by a fault.
   *
   * @param why what is remembered beside it
   * @return the id under which it is kept, once it is on disk
   */
  long accept(ManagementRequest request, String why);
}
