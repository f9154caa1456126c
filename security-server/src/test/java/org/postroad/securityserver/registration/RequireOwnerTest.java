// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.administration.Encoded;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.Status;
import org.postroad.securityserver.conf.ServerConfiguration;

/** B04: who asks the registry must be a client of the server that asks. */
class RequireOwnerTest {
  private static final ManagementRequest REQUEST =
      new ClientReg(Fixtures.SERVER, Fixtures.SHOP, Optional.empty());

  private final List<ManagementRequest> sent = new ArrayList<>();

  private void send(Client... clients) {
    ServerConfiguration server = Fixtures.configuration(clients);
    var _ =
        new RequireOwner(
                request -> {
                  sent.add(request);
                  return Optional.of(7L);
                },
                () -> server)
            .send(REQUEST);
  }

  @Test
  void anOwnerThatIsAClientAsks() {
    send(Fixtures.client(Fixtures.SERVER.owner(), Status.REGISTERED));
    assertEquals(List.of(REQUEST), sent);
  }

  @Test
  void anOwnerThatIsNoClientIsToldWhatToType() {
    Fault refused = assertThrows(Fault.class, this::send);
    assertEquals(FaultCode.INVALID_REQUEST, refused.code());
    String owner = Encoded.of(Fixtures.SERVER.owner());
    assertTrue(refused.text().endsWith("next: postroad server client add " + owner), refused::text);
    assertEquals(List.of(), sent);
  }

  @Test
  void anOwnerThatIsNotRegisteredYetIsToldSo() {
    Fault refused =
        assertThrows(
            Fault.class, () -> send(Fixtures.client(Fixtures.SERVER.owner(), Status.SAVED)));
    assertTrue(refused.text().contains("not registered yet; next: postroad server status"));
    assertEquals(List.of(), sent);
  }
}
