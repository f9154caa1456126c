// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SandboxPortsTest {
  @Test
  void allPortsDiffer() {
    SandboxPorts ports = new SandboxPorts(20_000);
    assertEquals(
        10,
        Set.of(
                ports.consumerHttp(),
                ports.consumerHttps(),
                ports.messages(),
                ports.ocsp(),
                ports.transparency(),
                ports.registry(),
                ports.responder(),
                ports.timestamps(),
                ports.population(),
                ports.registration())
            .size());
  }

  @Test
  void refusesBasesThatLeaveNoRoom() {
    for (int base : List.of(-1, 0, 1023, 65_530, 70_000)) {
      assertThrows(IllegalArgumentException.class, () -> new SandboxPorts(base));
    }
  }

  @Test
  void seesAPortThatIsTakenOnEitherAddressAndFindsTheNextFreeBase() throws IOException {
    for (Agency agency : Topology.AGENCIES) {
      SandboxPorts ports = RunningSandbox.freePorts();
      try (ServerSocket taken = new ServerSocket()) {
        taken.bind(new InetSocketAddress(agency.address(), ports.ocsp()));
        assertTrue(ports.occupied().isPresent());
        SandboxPorts next = ports.nextFree();
        assertNotEquals(ports.base(), next.base());
        assertEquals(OptionalInt.empty(), next.occupied());
      }
    }
  }
}
