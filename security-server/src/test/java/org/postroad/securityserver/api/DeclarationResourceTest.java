// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.REGISTRATION_OFFICER;
import static org.postroad.protocol.administration.Role.SECURITYSERVER_OBSERVER;
import static org.postroad.protocol.administration.Role.SERVICE_ADMINISTRATOR;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.testing.TestInstance;
import tools.jackson.databind.JsonNode;

/** Who may ask for the tree of a server, and how it is written. */
class DeclarationResourceTest {
  @TempDir private Path directory;

  private InProcessApi open() {
    ServerKeys keys = ServerKeys.open(directory, "no key, no PIN".toCharArray());
    return new InProcessApi(
        new TestInstance(),
        new SigningIdentities(keys, OcspStore.open(directory)),
        server ->
            List.of(new DeclarationResource(server, InProcessApi.keys(server, directory, keys))));
  }

  @Test
  void whoLooksSeesTheTreeAndChangesNothing() {
    try (InProcessApi api = open()) {
      var people =
          "{'client':{'member_class':'GOV','member_code':'5678','subsystem_code':'people'}}";
      assertEquals(201, api.send(REGISTRATION_OFFICER, "POST", "/clients", people).status());
      InProcessApi.Answer tree = api.get(SECURITYSERVER_OBSERVER, "/declaration");
      assertEquals(200, tree.status());
      assertEquals("TEST:GOV:5678:ss2", tree.json().path("server").asString());
      JsonNode client = tree.json().path("clients").path(0);
      assertEquals("TEST:GOV:5678:people", client.path("id").asString());
      assertTrue(client.path("rights").isArray());
      assertTrue(client.path("connection").isMissingNode(), "a default is left out");
      assertEquals(403, api.get(REGISTRATION_OFFICER, "/declaration").status());
      InProcessApi.Answer some = api.get(SERVICE_ADMINISTRATOR, "/declaration");
      assertTrue(some.json().path("keys").isMissingNode(), "who may not see keys sees none");
      String keys = "{'tree':{'server':'TEST:GOV:5678:ss2','keys':[]}}";
      for (String path : List.of("plan", "apply", "steps")) {
        for (var role : List.of(SECURITYSERVER_OBSERVER, SERVICE_ADMINISTRATOR)) {
          assertEquals(403, api.send(role, "POST", "/declaration/" + path, keys).status());
        }
      }
    }
  }

  /** A change needs what it needs by its own path, and then none of them is made. */
  @Test
  void aChangeNeedsThePermissionThatItHasByItself() {
    try (InProcessApi api = open()) {
      String client =
          "{'tree':{'server':'TEST:GOV:5678:ss2','clients':[{'id':'TEST:GOV:5678:people'}]}}";
      long before = api.newest().number();
      InProcessApi.Answer plan =
          api.send(SERVICE_ADMINISTRATOR, "POST", "/declaration/plan", client);
      assertEquals("ADDED", plan.json().path("changes").path(0).path("operation").asString());
      assertEquals(
          403, api.send(SERVICE_ADMINISTRATOR, "POST", "/declaration/apply", client).status());
      assertEquals(before, api.newest().number());
      InProcessApi.Answer other =
          api.send(
              SERVICE_ADMINISTRATOR, "POST", "/declaration/plan", "{'tree':{'server':'X:Y:Z:W'}}");
      assertEquals("declaration_refused", other.code());
    }
  }
}
