// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

/** Told now and then how far judging has come. */
@FunctionalInterface
public interface AuditProgress {

  /** Nobody wants to know. */
  AuditProgress NONE = (_, _) -> {};

  void at(long bytesRead, long bytesOfJournal);
}
