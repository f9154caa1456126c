// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.protocol.administration.Role.SECURITY_OFFICER;
import static org.postroad.protocol.administration.Role.SYSTEM_ADMINISTRATOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.securityserver.api.InProcessApi.Answer;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.DeviceFiles;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.SoftHsm;
import tools.jackson.databind.JsonNode;

/** C74, E10: a token whose device is gone is deleted, and no other. */
final class TokenRemovalTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path directory;
  private Path tokens;

  @BeforeEach
  void prepare() throws IOException {
    tokens = Files.createDirectories(directory.resolve("tokens"));
    Files.createDirectories(directory.resolve(ServerKeys.CERTIFICATES));
  }

  private static X509Certificate certificate(PublicKey key) {
    return InProcessApi.signingCertificate(INSTANCE, key);
  }

  private void with(ServerKeys keys, Consumer<InProcessApi> test) {
    try (keys;
        InProcessApi api = InProcessApi.ofKeys(INSTANCE, directory, keys, false)) {
      api.begin();
      test.accept(api);
    }
  }

  private ServerKeys open() {
    return ServerKeys.open(directory, "Correct horse 8".toCharArray());
  }

  private static Answer delete(InProcessApi api, String token) {
    return api.send(SYSTEM_ADMINISTRATOR, "DELETE", "/tokens/" + token, "");
  }

  private static boolean canBeDeleted(InProcessApi api, String token) {
    JsonNode shown = api.get(SYSTEM_ADMINISTRATOR, "/tokens/" + token).json();
    return shown.path("possible_actions").toString().contains("TOKEN_DELETE");
  }

  @Test
  void aTokenThatIsGoneGoesWithItsFileAndTheCertificatesOfItsKeys() throws IOException {
    Path file =
        Files.writeString(
            tokens.resolve("away.properties"), "library = /nowhere/lib.so\nslot = 1\n");
    X509Certificate lost =
        certificate(SoftwareToken.create().generate(KeyKind.EC_P256, RANDOM).publicKey());
    Files.write(
        directory.resolve(ServerKeys.CERTIFICATES).resolve(ServerKeys.hash(lost) + ".der"),
        Certificates.encoded(lost));
    ServerKeys keys = open();
    X509Certificate kept = certificate(keys.generate(KeyKind.EC_P256, RANDOM).publicKey());
    keys.importCertificate(kept);
    keys.changeNotes(notes -> notes.withName("away", "The box"));
    with(
        keys,
        api -> {
          assertTrue(canBeDeleted(api, "away"));
          assertEquals(403, api.send(SECURITY_OFFICER, "DELETE", "/tokens/away", "").status());
          assertEquals(2, keys.allCertificates().size());
          assertEquals(204, delete(api, "away").status());
          JsonNode audited = api.lastAudited();
          assertEquals("Delete token", audited.path("event").asString());
          assertEquals("away", audited.at("/data/tokenId").asString(), audited::toString);
          assertEquals("The box", audited.at("/data/tokenFriendlyName").asString());
          assertFalse(Files.exists(file));
          assertEquals(404, delete(api, "away").status());
          assertEquals(List.of(kept), keys.allCertificates());
          assertFalse(keys.notes().names().containsKey("away"));
        });
  }

  @Test
  void certificatesThatMayBeOfAnotherTokenThatIsAwayStay() throws IOException {
    Files.writeString(tokens.resolve("one.properties"), "library = /nowhere/lib.so\nslot = 1\n");
    Files.writeString(tokens.resolve("two.properties"), "library = /nowhere/lib.so\nslot = 2\n");
    X509Certificate lost =
        certificate(SoftwareToken.create().generate(KeyKind.EC_P256, RANDOM).publicKey());
    Files.write(
        directory.resolve(ServerKeys.CERTIFICATES).resolve(ServerKeys.hash(lost) + ".der"),
        Certificates.encoded(lost));
    ServerKeys keys = open();
    with(
        keys,
        api -> {
          assertEquals(204, delete(api, "one").status());
          assertEquals(List.of(lost), keys.allCertificates());
          assertEquals(204, delete(api, "two").status());
          assertEquals(List.of(), keys.allCertificates());
        });
  }

  @Test
  void theSoftwareTokenAndOneThatTheMessageLogNeedsStay() throws IOException {
    Files.writeString(tokens.resolve("away.properties"), "library = /nowhere/lib.so\nslot = 1\n");
    Path log = Files.createDirectories(directory.resolve("log"));
    Files.writeString(log.resolve("2026.properties"), "token = away\nkey = log\n");
    ServerKeys keys = open();
    var _ = keys.logKeys(log);
    with(
        keys,
        api -> {
          assertFalse(canBeDeleted(api, "0"));
          Answer software = delete(api, "0");
          assertEquals("409 action_not_possible", software.status() + " " + software.code());
          Answer needed = delete(api, "away");
          assertEquals("409 action_not_possible", needed.status() + " " + needed.code());
          assertTrue(Files.exists(tokens.resolve("away.properties")));
        });
  }

  @Test
  @Tag("hsm")
  void aTokenThatIsThereStaysUntilItsDeviceIsGone() throws IOException {
    SoftHsm device = SoftHsm.expendableToken();
    DeviceFiles.write(directory, device);
    ServerKeys keys = open();
    keys.importCertificate(certificate(keys.generate("hsm", KeyKind.EC_P256, RANDOM).publicKey()));
    with(
        keys,
        api -> {
          assertFalse(canBeDeleted(api, "hsm"));
          Answer open = delete(api, "hsm");
          assertEquals("409 action_not_possible", open.status() + " " + open.code());
          assertEquals(16, api.lastAudited().at("/data/tokenSerialNumber").asString().length());
          assertEquals(200, api.send(SECURITY_OFFICER, "PUT", "/tokens/hsm/logout", "").status());
          assertEquals(409, delete(api, "hsm").status(), "it is there all the same");
          device.remove();
          assertEquals(204, delete(api, "hsm").status());
          assertEquals(List.of(), keys.allCertificates());
        });
  }
}
