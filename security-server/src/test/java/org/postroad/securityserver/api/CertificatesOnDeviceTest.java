// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.api.InProcessApi.Answer;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.SoftHsm;
import org.postroad.testing.TestCertificate;
import tools.jackson.databind.JsonNode;

/** A certificate that somebody put on a device, here SoftHSM, is taken into service (E25). */
@Tag("hsm")
final class CertificatesOnDeviceTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final MemberId MEMBER = TestInstance.PROVIDER_SERVER.owner();

  @TempDir private Path directory;
  private final SoftHsm device = SoftHsm.token();

  private ServerKeys open() throws IOException {
    Path tokens = Files.createDirectories(directory.resolve("tokens"));
    Path pin = directory.resolve("hsm.pin");
    if (!Files.exists(pin)) {
      Files.createFile(
          pin, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(pin, new String(device.pin()));
    }
    Files.writeString(
        tokens.resolve("hsm.properties"),
        "library = %s\nslot = %d\npin-file = %s\n"
            .formatted(SoftHsm.library(), device.slot(), pin));
    return ServerKeys.open(directory, "Correct horse 8".toCharArray());
  }

  private X509Certificate certificate(TokenKey key) {
    return TestCertificate.subject(
            "C=FI, O=Organisation, CN="
                + MEMBER.memberCode()
                + ", serialNumber=TEST/SERVER/"
                + MEMBER.memberClass())
        .signing()
        .key(new KeyPair(key.publicKey(), null))
        .issuedBy(INSTANCE.authority().root())
        .certificate();
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
        InProcessApi api =
            new InProcessApi(
                INSTANCE,
                new SigningIdentities(keys, OcspStore.open(directory)),
                server ->
                    KeyResources.of(
                        new AdministeredKeys(
                            InProcessApi.keys(server, directory, keys), server, false),
                        InProcessApi.orders(
                            INSTANCE, directory.resolve("others"), TestInstance.CLOCK)))) {
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
