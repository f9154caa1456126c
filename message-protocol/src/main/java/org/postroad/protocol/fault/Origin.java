// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

/** Whose fault it is: the first part of every fault code on the wire. */
public enum Origin {
  /** Bad input of the information system that called. */
  CLIENT("client", "Client"),
  /** The consumer's security server. */
  CONSUMER("server.clientproxy", "Server.ClientProxy"),
  /** The provider's security server. */
  PROVIDER("server.serverproxy", "Server.ServerProxy");

  private final String prefix;
  private final String legacyPrefix;

  Origin(String prefix, String legacyPrefix) {
    this.prefix = prefix;
    this.legacyPrefix = legacyPrefix;
  }

  /** The spelling since 7.8.0. */
  public String prefix() {
    return prefix;
  }

  /** The spelling up to 7.7.x. */
  public String legacyPrefix() {
    return legacyPrefix;
  }
}
