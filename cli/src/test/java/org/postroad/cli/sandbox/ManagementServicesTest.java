// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.membership.MembershipCommand.ApproveRequest;
import org.postroad.registry.membership.RegisteredServer;

/**
 * Management requests as messages: from the tax agency's server through its own client port to the
 * population agency's server, and from there to the registry.
 */
@Tag("long")
class ManagementServicesTest {
  private static final SubsystemId NEW = new SubsystemId(Topology.TAX.member(), "collection");

  private static Optional<RunningSandbox> running = Optional.empty();

  @BeforeAll
  static void start(@TempDir Path directory) throws IOException {
    running = Optional.of(new RunningSandbox(directory));
  }

  @AfterAll
  static void stop() {
    running.ifPresent(RunningSandbox::close);
  }

  private static CentralRegistry registry() {
    return running.orElseThrow().sandbox().registry();
  }

  private static Optional<Long> send(ManagementRequest request) {
    return running.orElseThrow().sandbox().server(Topology.TAX).management().send(request);
  }

  private static RegisteredServer server() {
    return registry().snapshot().membership().servers().stream()
        .filter(server -> server.id().equals(Topology.TAX.server()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aClientIsRegisteredRenamedAndDeletedByMessages() {
    long id =
        send(new ClientReg(Topology.TAX.server(), NEW, Optional.of("Collection"))).orElseThrow();
    assertFalse(server().serves(NEW));
    registry().execute(new ApproveRequest(id), new Author("tester", "because"));
    assertTrue(server().serves(NEW));
    assertEquals(
        Optional.of(id + 1), send(new ClientRename(Topology.TAX.server(), NEW, "Kogumine")));
    assertEquals(Optional.of(id + 2), send(new ClientDeletion(Topology.TAX.server(), NEW)));
    assertFalse(server().serves(NEW));
  }

  @Test
  void maintenanceBeginsAndEndsByMessages() {
    send(new MaintenanceModeEnable(Topology.TAX.server(), Optional.of("Back soon")));
    assertTrue(server().maintenance().isPresent());
    send(new MaintenanceModeDisable(Topology.TAX.server()));
    assertFalse(server().maintenance().isPresent());
  }

  @Test
  void aRefusalOfTheRegistryComesBackAsItIs() {
    var elsewhere = new AddressChange(Topology.TAX.server(), "no address");
    PeerFault fault = assertThrows(PeerFault.class, () -> send(elsewhere));
    assertTrue(fault.report().text().contains("no address"), fault.report()::text);
  }
}
