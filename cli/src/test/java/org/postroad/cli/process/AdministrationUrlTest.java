// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministrationUrlTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,https://127.0.0.1:4000",
    "10.1.2.3,https://10.1.2.3:4000",
    "0.0.0.0,https://127.0.0.1:4000",
    "::,https://127.0.0.1:4000",
    "::1,https://[0:0:0:0:0:0:0:1]:4000"
  })
  void leadsToTheAddressThatIsOpen(String address, String url) {
    assertEquals(
        url, AdministrationUrl.of(new InetSocketAddress(InetAddress.ofLiteral(address), 4000)));
  }
}
