// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.identifier.ServiceId;

/** Rights to endpoints by method and path, through two security servers (B-010 to B-014). */
@ExtendWith(SharedSandbox.class)
final class RightsTest {

  private final RunningSandbox running;

  RightsTest(RunningSandbox running) {
    this.running = running;
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /people/1,           true",
    "GET,    /people/1?all=yes,   true",
    "GET,    /people/1/documents, false",
    "GET,    /people,             false",
    "DELETE, /people/1,           false",
    "GET,    /reports/2026,       false",
    "GET,    '',                  false"
  })
  void clientHasWhatItWasGivenByMethodAndPath(String method, String path, boolean allowed) {
    assertAllowed(allowed, method, path, Topology.TAX.subsystem().encoded());
  }

  @ParameterizedTest
  @CsvSource({"POST, /people,   true", "PUT,  /people,   false", "POST, /people/1, false"})
  void memberOfALocalGroupHasWhatTheGroupWasGiven(String method, String path, boolean allowed) {
    assertAllowed(allowed, method, path, Topology.TAX.subsystem().encoded());
  }

  @ParameterizedTest
  @CsvSource({
    "GET,    /reports/2026,         true",
    "DELETE, /reports/2026/11/rows, true",
    "GET,    /report,               false",
    "GET,    /people/1,             false"
  })
  void memberOfAGlobalGroupHasWhatTheGroupWasGiven(String method, String path, boolean allowed) {
    assertAllowed(allowed, method, path, Topology.TAX.member().encoded());
  }

  private void assertAllowed(boolean allowed, String method, String path, String caller) {
    String id = "rights-" + method + path.replaceAll("[^a-z0-9]", "-") + caller.length();
    ServiceId service = ServiceId.of(Topology.POPULATION.subsystem(), "register");
    HttpRequest.Builder request =
        running
            .raw("r1/" + service.encoded() + path)
            .header("X-Road-Client", caller)
            .header("X-Road-Id", id)
            .method(method, BodyPublishers.noBody());
    HttpResponse<String> response = running.send(request);
    if (allowed) {
      assertEquals(200, response.statusCode(), response.body());
      assertEquals("/echo/register" + path, running.service().call(id).target());
      return;
    }
    assertEquals(Optional.of("server.serverproxy.access_denied"), running.error(response));
    assertFalse(running.service().wasCalled(id));
  }
}
