// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.Consumes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.administration.Role;
import org.postroad.registry.RunningAdministration;
import org.postroad.testing.ApiOperations.Operation;

/** Who may do what: every operation for every role through the port (E05), and its event (E10). */
class PermissionTableTest {
  private static final int FORBIDDEN = 403;

  @Test
  void everyOperationIsForThoseWhoseRoleHasItsPermission(@TempDir Path folder) {
    var wrong = new ArrayList<String>();
    try (RunningAdministration api = RunningAdministration.open(folder.resolve("registry"))) {
      for (Operation operation : Operations.all()) {
        Needs needs = operation.method().getAnnotation(Needs.class);
        assertNotNull(needs, operation::toString);
        for (Role role : RegistryRoles.ALL) {
          boolean allowed = Arrays.stream(needs.value()).anyMatch(p -> p.isOf(role));
          int status = status(api, operation, role);
          if (allowed == (status == FORBIDDEN)) {
            wrong.add(operation + " as " + role + ": " + status);
          }
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  /** Of what is not there, so that nothing is done; that is told later than who may not. */
  private static int status(RunningAdministration api, Operation operation, Role role) {
    String path =
        operation.path().replaceAll("\\{[a-z_]*id}", "999999").replaceAll("\\{[a-z_]*}", "0");
    Consumes consumes = operation.method().getAnnotation(Consumes.class);
    if (consumes == null) {
      boolean reads = operation.verb().equals("GET") || operation.verb().equals("DELETE");
      return api.send(role, operation.verb(), path, reads ? "" : "{}").status();
    }
    return api.form(role, operation.verb(), path, Map.of("nothing", new byte[1])).status();
  }

  @Test
  void everyChangeHasAnEventAndNoReadingHasOne() {
    var previews = Set.of("previewTrustedAnchor", "previewTrustedAnchorFile");
    var searches = Set.of("findGlobalGroupMembers");
    for (Operation operation : Operations.all()) {
      String name = operation.method().getName();
      boolean changes =
          !operation.verb().equals("GET") && !previews.contains(name) && !searches.contains(name);
      assertEquals(
          changes, operation.method().isAnnotationPresent(Audited.class), operation::toString);
    }
  }

  /** The names of X-Road's central server, group by group. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Add member|Edit member name|Delete member|Add subsystem|Delete subsystem",
        "Edit security server address|Delete security server"
            + "|Add authentication certificate for security server"
            + "|Delete authentication certificate of security server"
            + "|Register member as security server client",
        "Add global group|Edit global group description|Delete global group"
            + "|Add members to global group|Remove members from global group",
        "Add certification service|Edit certification service settings"
            + "|Delete certification service|Add intermediate CA|Delete intermediate CA",
        "Add OCSP responder of certification service|Add OCSP responder of intermediate CA"
            + "|Edit OCSP responder|Delete OCSP responder|Unregister member as security server client",
        "Add timestamping service|Edit timestamping service|Delete timestamping service"
            + "|Approve registration request|Decline registration request",
        "Revoke client registration request"
            + "|Revoke authentication certificate registration request"
            + "|Re-create internal configuration anchor|Add trusted anchor|Delete trusted anchor",
        "Generate internal configuration signing key|Activate internal configuration signing key"
            + "|Delete internal configuration signing key|Log in to token|Log out from token",
        "Generate external configuration signing key|Activate external configuration signing key"
            + "|Delete external configuration signing key|Re-create external configuration anchor"
            + "|Upload configuration part",
        "Edit central server address"
            + "|Register management service provider as security server client"
            + "|Edit provider of management services|Add member class|Delete member class",
        "Back up configuration|Upload backup file|Delete backup file|Restore configuration"
            + "|Edit member class description"
      })
  void eventsHaveTheNamesThatAuditorsKnow(
      String first, String second, String third, String fourth, String fifth) {
    Set<String> known =
        Arrays.stream(AuditEvent.values()).map(AuditEvent::text).collect(Collectors.toSet());
    for (String name : new String[] {first, second, third, fourth, fifth}) {
      assertTrue(known.contains(name), name);
    }
  }
}
