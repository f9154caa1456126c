// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

/** Which of the two messages of an exchange was logged. */
public enum Kind {
  REQUEST,
  RESPONSE
}
