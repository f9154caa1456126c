// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

/** Whose fault it is: the first part of every fault code on the wire. */
public enum Origin {
  /** Bad input of the information system that called. */
  CLIENT("client"),
  /** The consumer's security server. */
  CONSUMER("server.clientproxy"),
  /** The provider's security server. */
  PROVIDER("server.serverproxy");

  private final String prefix;

  Origin(String prefix) {
    this.prefix = prefix;
  }

  public String prefix() {
    return prefix;
  }
}
