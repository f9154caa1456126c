// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.testing.FakeExchange;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestAuthority;

/** Servers of the provider (A-031, A-062, C-054, C-055). */
final class LocateProviderTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final SharedParameters.Server A = server("a", true);
  private static final SharedParameters.Server B = server("b", true);
  private static final SharedParameters.Server C = server("c", true);
  private static final SharedParameters.Server ELSEWHERE = server("elsewhere", false);

  @Test
  void givesEveryServerOfTheProviderAndNoOther() {
    assertEquals(Set.of("a.test", "b.test"), Set.copyOf(locate(rest(), A, ELSEWHERE, B)));
  }

  @Test
  void changesTheOrderFromCallToCall() {
    RandomGenerator random = new Random(1);
    Set<List<String>> orders = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      orders.add(locate(random, configuration(A, B, C), rest()));
    }
    assertEquals(6, orders.size());
  }

  @Test
  void skipsServersInMaintenance() {
    assertEquals(List.of("b.test"), locate(rest(), TestInstance.inMaintenance(A, "back at 8"), B));
  }

  @Test
  void saysWhyWhenAllAreInMaintenance() {
    Fault fault =
        refused(
            rest(),
            TestInstance.inMaintenance(A, "back at 8"),
            TestInstance.inMaintenance(B, "back at 9"));
    assertEquals(FaultCode.MAINTENANCE_MODE, fault.code());
    assertEquals(
        "Security server with address \"a.test\" is in maintenance mode. Message from \"a.test\""
            + " administrator: back at 8",
        fault.text());
  }

  @Test
  void unknownProviderHasNoAddresses() {
    Fault fault = refused(rest(), ELSEWHERE);
    assertEquals(FaultCode.UNKNOWN_MEMBER, fault.code());
    assertEquals(
        "Could not find addresses for service provider \"SUBSYSTEM:TEST/GOV/5678/people\"",
        fault.text());
  }

  @Test
  void namedServerIsTheOnlyOneForRestAndSoap() {
    assertEquals(
        List.of("b.test"), locate(rest("X-Road-Security-Server", "TEST/GOV/5678/b"), A, B));
    assertEquals(List.of("b.test"), locate(soap(B.id()), A, B));
  }

  @Test
  void namedServerMustExist() {
    for (Received request :
        List.of(
            rest("X-Road-Security-Server", "TEST/GOV/5678/z").in(configuration(A, B)),
            soap(server("z", true).id()).in(configuration(A, B)))) {
      Fault fault = assertThrows(Fault.class, () -> locate(request));
      assertEquals(FaultCode.INVALID_SECURITY_SERVER, fault.code());
      assertEquals("Could not find security server \"SERVER:TEST/GOV/5678/z\"", fault.text());
    }
  }

  @Test
  void namedServerMustServeTheProvider() {
    Fault fault = refused(soap(ELSEWHERE.id()), A, ELSEWHERE);
    assertEquals(FaultCode.INVALID_SECURITY_SERVER, fault.code());
    assertEquals("Invalid security server \"SERVER:TEST/GOV/5678/elsewhere\"", fault.text());
  }

  @Test
  void namedServerInMaintenanceIsNotReplacedByAnother() {
    Fault fault = refused(soap(A.id()), TestInstance.inMaintenance(A, "back at 8"), B);
    assertEquals(FaultCode.MAINTENANCE_MODE, fault.code());
  }

  @FunctionalInterface
  private interface Request {
    Received in(Configuration configuration);
  }

  private static Request rest(String... headers) {
    return configuration ->
        Fixtures.received(
            configuration, FakeExchange.get("/"), TestMessages.rest("GET", "svc", "", headers));
  }

  private static Request soap(SecurityServerId named) {
    return configuration ->
        Fixtures.received(
            configuration,
            FakeExchange.get("/"),
            TestMessages.envelope(TestInstance.CALLER, TestMessages.service("svc"), named));
  }

  private static Fault refused(Request request, SharedParameters.Server... servers) {
    return assertThrows(Fault.class, () -> locate(request, servers));
  }

  private static List<String> locate(Request request, SharedParameters.Server... servers) {
    return locate(new Random(7), configuration(servers), request);
  }

  private static List<String> locate(
      RandomGenerator random, Configuration configuration, Request request) {
    return locate(random, request.in(configuration));
  }

  private static List<String> locate(Received received) {
    return locate(new Random(7), received);
  }

  private static List<String> locate(RandomGenerator random, Received received) {
    return new LocateProvider(random)
        .apply(new Admitted(received)).servers().stream().map(ServerAddress::address).toList();
  }

  private static Configuration configuration(SharedParameters.Server... servers) {
    return new Configuration(
        INSTANCE.atCaller(Client.ConnectionType.HTTP).server(), INSTANCE.global(servers));
  }

  private static SharedParameters.Server server(String code, boolean serves) {
    SecurityServerId id = new SecurityServerId(TestInstance.PROVIDER.member(), code);
    return TestInstance.server(
        id,
        code + ".test",
        TestAuthority.create().root().certificate(),
        serves ? TestInstance.PROVIDER : TestInstance.CALLER);
  }
}
