// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** Who is a client of this server, and that its connection is looked at. */
final class AdmitConsumerTest {
  private static final TestInstance INSTANCE = new TestInstance();

  @Test
  void registeredClientIsAdmittedOverItsConnectionOnly() {
    admit(INSTANCE.atCaller(ConnectionType.HTTP));
    Fault fault =
        assertThrows(Fault.class, () -> admit(INSTANCE.atCaller(ConnectionType.HTTPS_NO_AUTH)));
    assertEquals(FaultCode.SSL_AUTHENTICATION_FAILED, fault.code());
  }

  @ParameterizedTest
  @EnumSource(value = Client.Status.class, names = "REGISTERED", mode = EnumSource.Mode.EXCLUDE)
  void clientsThatAreNotRegisteredAreNotFound(Client.Status status) {
    assertNotFound(
        new Client(
            TestInstance.CALLER,
            status,
            ConnectionType.HTTP,
            List.of(),
            List.of(),
            List.of(),
            List.of()));
  }

  @Test
  void unknownClientsAreNotFound() {
    assertNotFound();
  }

  private static void assertNotFound(Client... clients) {
    ServerConfiguration server =
        new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(), List.of(clients));
    Fault fault =
        assertThrows(Fault.class, () -> admit(new Configuration(server, INSTANCE.global())));
    assertEquals(FaultCode.UNKNOWN_MEMBER, fault.code());
    assertEquals("Client 'SUBSYSTEM:TEST/GOV/1234/tax' not found", fault.text());
  }

  private static void admit(Configuration configuration) {
    new AdmitConsumer(Fixtures.admission())
        .apply(
            Fixtures.received(
                configuration, FakeExchange.get("/"), TestMessages.rest("GET", "svc", "")));
  }
}
