// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Where a client on this machine reaches an administration API, from what it was opened on. */
public final class AdministrationUrl {
  private AdministrationUrl() {}

  /** Such as {@code https://127.0.0.1:4000}; the same if every address of it answers. */
  public static String of(InetSocketAddress opened) {
    return "https://" + host(opened.getAddress()) + ":" + opened.getPort();
  }

  private static String host(InetAddress address) {
    if (address.isAnyLocalAddress()) {
      return "127.0.0.1";
    }
    return address instanceof Inet6Address
        ? "[" + address.getHostAddress() + "]"
        : address.getHostAddress();
  }
}
