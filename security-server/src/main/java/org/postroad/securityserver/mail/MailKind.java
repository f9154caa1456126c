// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

/** What administrators are told of. */
public enum MailKind {
  /** A certificate was renewed. */
  ACME_SUCCESS,
  /** A certificate could not be renewed. */
  ACME_FAILURE,
  /** The registry was asked to register a new authentication certificate. */
  AUTH_CERT_REGISTERED
}
