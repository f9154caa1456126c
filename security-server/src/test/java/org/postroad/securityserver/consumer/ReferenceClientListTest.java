// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.testing.ReferenceVectors;

/** The list of an instance that was run by reference servers (F-002, F-004, F-006). */
@Tag(ReferenceVectors.TAG)
final class ReferenceClientListTest {

  @Test
  void membersAndSubsystemsAreListedInTheirOrder() throws IOException {
    SharedParameters instance =
        SharedParameters.parse(
            Files.readAllBytes(ReferenceVectors.path("live/globalconf/DEV/shared-params.xml")), 6);
    ClientList list = ClientList.of(instance);
    assertEquals(
        "{\"member\":["
            + member("1234", "Provider Org")
            + ","
            + subsystem("1234", "TestService", "Provider Org")
            + ","
            + subsystem("1234", "TestClient", "Provider Org")
            + ","
            + member("4321", "Consumer Org")
            + ","
            + subsystem("4321", "TestService", "Consumer Org")
            + ","
            + subsystem("4321", "TestClient", "Consumer Org")
            + "]}",
        new String(list.toJson(), StandardCharsets.UTF_8));
    String xml = new String(list.toXml(), StandardCharsets.UTF_8);
    assertEquals(6, xml.split("<xrd:member>", -1).length - 1);
    assertTrue(xml.contains("<xrd:subsystemName>TestClient</xrd:subsystemName>"), xml);
  }

  private static String member(String code, String name) {
    return "{\"id\":{\"member_class\":\"COM\",\"member_code\":\""
        + code
        + "\",\"object_type\":\"MEMBER\",\"xroad_instance\":\"DEV\"},\"name\":\""
        + name
        + "\"}";
  }

  private static String subsystem(String code, String subsystem, String name) {
    return "{\"id\":{\"member_class\":\"COM\",\"member_code\":\""
        + code
        + "\",\"object_type\":\"SUBSYSTEM\",\"subsystem_code\":\""
        + subsystem
        + "\",\"xroad_instance\":\"DEV\"},\"name\":\""
        + name
        + "\",\"subsystem_name\":\""
        + subsystem
        + "\"}";
  }
}
