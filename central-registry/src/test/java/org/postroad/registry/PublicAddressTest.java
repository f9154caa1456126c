// SPDX-License-Identifier: MIT

package org.postroad.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicAddressTest {

  @Test
  void thePortIsLeftOutWhereItIsTheUsualOne() {
    assertEquals("192.0.2.1", PublicAddress.of(new InetSocketAddress("192.0.2.1", 80)));
    assertEquals("192.0.2.1:8080", PublicAddress.of(new InetSocketAddress("192.0.2.1", 8080)));
    assertEquals(
        "[2001:db8:0:0:0:0:0:1]:8080",
        PublicAddress.of(new InetSocketAddress("2001:db8::1", 8080)));
  }

  @ParameterizedTest
  @CsvSource({
    "cs.example, https://cs.example:4001/managementservice/",
    "cs.example:8080, https://cs.example:4001/managementservice/",
    "[::1], https://[::1]:4001/managementservice/",
    "[::1]:8080, https://[::1]:4001/managementservice/"
  })
  void managementServicesAreOnTheSameHost(String address, String url) {
    assertEquals(url, PublicAddress.managementService(address, PublicPorts.DEFAULT));
  }
}
