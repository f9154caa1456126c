// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.api.InProcessApi.Answer;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.DeviceFiles;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.SoftHsm;
import tools.jackson.databind.JsonNode;

/** A certificate that somebody put on a device, here SoftHSM, is taken into service (E25). */
@Tag("hsm")
final class CertificatesOnDeviceTest {
  private static final TestInstance INSTANCE = new TestInstance();

  @TempDir private Path directory;
  private final SoftHsm device = SoftHsm.token();

  private ServerKeys open() throws IOException {
    DeviceFiles.write(directory, device);
    return ServerKeys.open(directory, "Correct horse 8".toCharArray());
  }

  private X509Certificate certificate(TokenKey key) {
    return InProcessApi.signingCertificate(INSTANCE, key.publicKey());
  }

  @Test
  void aCertificateOnADeviceIsShownAndImported() throws IOException {
    X509Certificate certificate;
    try (ServerKeys keys = open()) {
      certificate = certificate(keys.generate("hsm", KeyKind.EC_P256, new SecureRandom()));
    }
    device.putCertificate(certificate);
    String hash = ServerKeys.hash(certificate);
    try (ServerKeys keys = open();
        InProcessApi api = InProcessApi.ofKeys(INSTANCE, directory, keys, false)) {
      JsonNode shown = shown(api, hash);
      assertFalse(shown.path("saved_to_configuration").asBoolean(true));
      assertFalse(shown.path("active").asBoolean(true));
      assertEquals("[\"IMPORT_FROM_TOKEN\"]", shown.path("possible_actions").toString());
      Answer unknown =
          api.send(
              SECURITY_OFFICER, "POST", "/token-certificates/" + "0".repeat(64) + "/import", "");
      assertEquals("404 certificate_not_found", unknown.status() + " " + unknown.code());

      String path = "/token-certificates/" + hash + "/import";
      Answer imported = api.send(SECURITY_OFFICER, "POST", path, "");
      assertEquals(201, imported.status(), imported::code);
      assertTrue(imported.json().path("saved_to_configuration").asBoolean());
      assertEquals("Import certificate from token", api.lastAudited().path("event").asString());
      assertTrue(shown(api, hash).path("saved_to_configuration").asBoolean());
      assertEquals(certificate, keys.signing().getFirst().certificate());
      assertEquals(404, api.send(SECURITY_OFFICER, "POST", path, "").status());
    }
  }

  private static JsonNode shown(InProcessApi api, String hash) {
    for (JsonNode key : api.get(SECURITY_OFFICER, "/tokens/hsm").json().path("keys")) {
      for (JsonNode each : key.path("certificates")) {
        if (each.at("/certificate_details/hash").asString().equalsIgnoreCase(hash)) {
          return each;
        }
      }
    }
    throw new AssertionError("no certificate " + hash);
  }
}
