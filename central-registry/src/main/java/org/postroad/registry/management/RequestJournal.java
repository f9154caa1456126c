// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.security.cert.X509Certificate;
import org.postroad.protocol.identifier.MemberId;
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

  /**
   * Is told with which certificate a member signed a request that was accepted.
   *
   * @param why what is remembered beside it
   */
  default void signed(MemberId member, X509Certificate certificate, String why) {}
}
