// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** */
final class ServerPortsTest {

  @Test
  void defaultsAreThoseOfOtherServers() {
    assertEquals(new ServerPorts(8080, 8443, 5500, 5577, 5578), ServerPorts.DEFAULT);
  }
}
