// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.net.InetSocketAddress;

/** How the registry's address is written in what it publishes: host, and a port unless it is 80. */
final class PublicAddress {
  private static final int PLAIN_PORT = 80;

  private PublicAddress() {}

  /** A bound address as it stands in a URL. */
  static String of(InetSocketAddress bound) {
    return bound.getPort() == PLAIN_PORT ? hostOf(bound) : withPort(bound);
  }

  /** The same with its port, whichever it is. */
  static String withPort(InetSocketAddress bound) {
    return hostOf(bound) + ":" + bound.getPort();
  }

  private static String hostOf(InetSocketAddress bound) {
    String text = bound.getAddress().getHostAddress();
    return text.indexOf(':') < 0 ? text : "[" + text + "]";
  }

  /** Where servers register on the same host (A71). */
  static String managementService(String address, PublicPorts ports) {
    return "https://" + host(address) + ":" + ports.registration() + "/managementservice/";
  }

  /** Where the server of the management services hands requests on to (B03). */
  static String managementRequests(String address, PublicPorts ports) {
    return "https://" + host(address) + ":" + ports.services() + "/managementservice/manage/";
  }

  /** The address without its port. */
  static String host(String address) {
    int colon = address.lastIndexOf(':');
    boolean hasPort = colon >= 0 && !address.endsWith("]");
    return hasPort ? address.substring(0, colon) : address;
  }
}
