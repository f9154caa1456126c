// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

/** Where an authentication certificate stands in being registered for this server (C62, B62). */
public enum CertificateStatus {
  SAVED,
  REGISTRATION_IN_PROGRESS,
  REGISTERED,
  DELETION_IN_PROGRESS,
  GLOBAL_ERROR;

  /** What it becomes when a global configuration lists it for this server, or does not. */
  public CertificateStatus seen(boolean listed) {
    return switch (this) {
      case SAVED, REGISTRATION_IN_PROGRESS, GLOBAL_ERROR -> listed ? REGISTERED : this;
      case REGISTERED -> listed ? this : GLOBAL_ERROR;
      case DELETION_IN_PROGRESS -> this;
    };
  }
}
