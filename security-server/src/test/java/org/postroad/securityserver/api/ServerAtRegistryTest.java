// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;
import static org.postroad.protocol.administration.Role.SYSTEM_ADMINISTRATOR;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.securityserver.api.InProcessApi.Answer;
import org.postroad.securityserver.testing.TestInstance;

/** Address, maintenance mode and time-stamping services of a server through its API (E27). */
final class ServerAtRegistryTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final SharedParameters.TimestampingService APPROVED =
      INSTANCE
          .global()
          .parameters(TestInstance.PROVIDER_SERVER.owner().instance())
          .orElseThrow()
          .timestampingServices()
          .getFirst();

  private static InProcessApi api;

  @BeforeAll
  static void open(@TempDir Path directory) {
    api =
        new InProcessApi(
            INSTANCE,
            InProcessApi.noKeys(directory),
            server -> List.of(new ServerAtRegistry(server), new UsedTimestamping(server)));
  }

  @AfterAll
  static void close() {
    api.close();
  }

  @BeforeEach
  void begin() {
    api.begin();
  }

  private static Answer put(String path, String json) {
    return api.send(SYSTEM_ADMINISTRATOR, "PUT", "/system/" + path, json);
  }

  private static void assertRefused(int status, String code, Answer answer) {
    assertEquals(status + " " + code, answer.status() + " " + answer.code());
  }

  @Test
  void anotherAddressIsAskedForAndShownUntilItIsThere() {
    assertEquals(204, put("server-address", "{'address':' other.test '}").status());
    assertTrue(
        api.sent.getLast() instanceof AddressChange asked && asked.address().equals("other.test"));
    assertEquals(
        "other.test",
        api.get(SECURITY_OFFICER, "/system/server-address")
            .json()
            .at("/requested_change/address")
            .asString());
    assertEquals("other.test", api.lastAudited().at("/data/address").asString());
    assertRefused(400, "validation_failure", put("server-address", "{'address':' '}"));
    assertEquals(
        403,
        api.send(REGISTRATION_OFFICER, "PUT", "/system/server-address", "{'address':'x'}")
            .status());
    assertEquals(1, api.sent.size());
  }

  @Test
  void maintenanceBeginsOnceAndEndsWhenItIsThere() {
    assertEquals("DISABLED_MAINTENANCE_MODE", status());
    assertRefused(409, "action_not_possible", put("maintenance-mode/disable", ""));
    assertEquals(204, put("maintenance-mode/enable", "{'message':'until six'}").status());
    assertTrue(
        api.sent.getLast() instanceof MaintenanceModeEnable asked
            && asked.message().orElseThrow().equals("until six"));
    assertEquals("PENDING_ENABLE_MAINTENANCE_MODE", status());
    assertRefused(409, "action_not_possible", put("maintenance-mode/enable", "{}"));
    assertEquals("Enable maintenance mode failed", api.lastAudited().path("event").asString());
  }

  private static String status() {
    return api.get(SYSTEM_ADMINISTRATOR, "/system/maintenance-mode")
        .json()
        .path("status")
        .asString();
  }

  @Test
  void onlyApprovedTimestampingServicesAreUsed() {
    String path = "/system/timestamping-services";
    String approved = service(APPROVED.name(), APPROVED.url());
    assertEquals(201, api.send(SECURITY_OFFICER, "POST", path, approved).status());
    assertEquals(List.of(URI.create(APPROVED.url())), api.configuration().timestampServices());
    assertRefused(
        409,
        "timestamping_service_already_configured",
        api.send(SECURITY_OFFICER, "POST", path, approved));
    assertRefused(
        404,
        "timestamping_service_not_found",
        api.send(SECURITY_OFFICER, "POST", path, service(APPROVED.name(), "http://other.test/")));
    assertEquals(
        APPROVED.name(), api.get(SYSTEM_ADMINISTRATOR, path).json().at("/0/name").asString());
    assertEquals(403, api.send(SYSTEM_ADMINISTRATOR, "POST", path + "/delete", approved).status());
    assertEquals(204, api.send(SECURITY_OFFICER, "POST", path + "/delete", approved).status());
    assertEquals(List.of(), api.configuration().timestampServices());
    assertRefused(
        404,
        "timestamping_service_not_found",
        api.send(SECURITY_OFFICER, "POST", path + "/delete", approved));
  }

  private static String service(String name, String url) {
    return "{'name':'" + name + "','url':'" + url + "'}";
  }
}
