// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

/** On which side of the exchange this server logged the message. */
public enum Side {
  CONSUMER,
  PROVIDER
}
