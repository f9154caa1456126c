// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

/** What a key and its certificate are for; one certificate never serves both (C06). */
public enum KeyUse {
  /** Signs messages for a member. */
  SIGNING,
  /** Identifies a security server in TLS. */
  AUTHENTICATION
}
