// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.securityserver.ServerDirectory;

/** Services behind TLS, called through two security servers. */
@ExtendWith(SharedSandbox.class)
final class ServiceTlsTest {

  private final RunningSandbox running;

  ServiceTlsTest(RunningSandbox running) {
    this.running = running;
  }

  @ParameterizedTest
  @ValueSource(strings = {"tlsListed", "tlsUnverified"})
  void serviceIsCalledAndShownTheServersOwnCertificate(String code) throws IOException {
    HttpResponse<byte[]> response = running.sendForBytes(running.rest("tls-" + code, code, "/x"));
    assertEquals(200, response.statusCode());
    ServerDirectory directory = new ServerDirectory(running.home().server(Topology.POPULATION));
    byte[] own = Files.readAllBytes(directory.keys().resolve("internal-tls.der"));
    assertArrayEquals(DigestAlgorithm.SHA256.digest(own).value(), response.body());
    assertEquals(0, running.verify(running.documents("tls-" + code)));
  }

  @Test
  void serviceWithAnotherCertificateIsRefusedAndTheFaultNamesBoth() {
    HttpResponse<String> response = running.send(running.rest("tls-foreign", "tlsForeign", "/x"));
    assertEquals(500, response.statusCode());
    assertEquals(
        Optional.of("server.serverproxy.ssl_authentication_failed"), running.error(response));
    String shown = Certificates.sha256(running.tlsServices().foreign()).hex();
    String expected = Certificates.sha256(running.tlsServices().listed()).hex();
    assertTrue(
        response.body().contains("showed CN=127.0.0.1 (SHA-256 " + shown + ")"), response.body());
    assertTrue(
        response.body().contains("CN=people.population.test (SHA-256 " + expected + ")"),
        response.body());
  }
}
