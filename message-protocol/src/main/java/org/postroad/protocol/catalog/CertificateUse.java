// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

/** What a member's certificate is for. */
public enum CertificateUse {
  /** The member's signature under messages and management requests. */
  SIGNING,
  /** TLS between security servers. */
  AUTHENTICATION
}
