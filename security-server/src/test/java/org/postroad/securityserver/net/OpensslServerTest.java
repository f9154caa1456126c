// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.net.Fixtures.AMPLE;
import static org.postroad.securityserver.net.TlsFixtures.EC;
import static org.postroad.securityserver.net.TlsFixtures.OTHER;
import static org.postroad.securityserver.net.TlsFixtures.RSA;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

/** Rows C-001 to C-003 and C-007 by either engine, with OpenSSL as the other security server. */
@ParameterizedClass
@MethodSource("org.postroad.securityserver.net.TlsFixtures#engines")
class OpensslServerTest {
  @TempDir Path directory;
  private final NetThreads threads;
  private final HttpClient client;
  private final TlsContext tls = TlsFixtures.clientOf(OTHER);

  OpensslServerTest(TlsEngine engine) {
    this.threads = NetThreads.start(1, engine);
    this.client = HttpClient.open(threads, Fixtures.limits());
  }

  @AfterEach
  void close() {
    client.close();
    threads.close();
  }

  /** {@code openssl s_server}, which shows what it agreed on in a small page. */
  private final class Server implements AutoCloseable {
    private final Process process;
    private final int port;

    Server(String... options) throws Exception {
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-Verify", "1"));
      command.addAll(List.of("-cert", TlsFixtures.pem(directory, RSA).toString()));
      command.addAll(List.of("-dcert", TlsFixtures.pem(directory, EC).toString()));
      command.addAll(List.of("-dkey", TlsFixtures.pem(directory, EC).toString()));
      command.addAll(List.of(options));
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = Fixtures.readUntil(process.getInputStream(), "ACCEPT 127.0.0.1:");
      assertFalse(said.isEmpty());
      port = Integer.parseInt(Fixtures.readUntil(process.getInputStream(), "\n").strip());
    }

    @Override
    public void close() {
      process.destroy();
    }
  }

  private String ask(Server server) throws IOException {
    ConnectOptions options =
        new ConnectOptions(AMPLE, AMPLE, chain -> assertEquals(1, chain.size()));
    try (ClientConnection connection =
        client.connect(List.of(Fixtures.loopback(server.port)), Optional.of(tls), options)) {
      connection.send(new RequestHead("GET", "/", Fixtures.headers()), new byte[0]);
      connection.receive();
      return new String(connection.body().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-cipher, ECDHE-RSA-AES256-SHA384, -tls1_2",
    "-cipher, DHE-RSA-AES256-SHA256, -tls1_2",
    "-cipher, ECDHE-ECDSA-AES256-SHA384, -tls1_2",
    "-ciphersuites, TLS_AES_256_GCM_SHA384, -tls1_3"
  })
  void speaksWithServersThatKnowOnlyThisSuite(String option, String suite, String version)
      throws Exception {
    try (Server server = new Server(option, suite, version)) {
      String page = ask(server);
      assertTrue(
          page.contains("Cipher    : " + suite) || page.contains("Cipher is " + suite), page);
      assertTrue(page.contains("CN = other") || page.contains("CN=other"), page);
    }
  }

  @Test
  void chooses13WhereBothAreOffered() throws Exception {
    try (Server server = new Server()) {
      assertTrue(ask(server).contains("TLSv1.3"));
    }
  }

  @ParameterizedTest
  @CsvSource({"-tls1_3, TLSv1.3", "-tls1_2, TLSv1.2"})
  void anAddressKnownForTls13IsReachedWhateverItSpeaksNow(String version, String spoken)
      throws Exception {
    String suites = "ECDHE-RSA-AES256-SHA384";
    try (Server server = new Server("-cipher", suites, version)) {
      tls.learn(Fixtures.loopback(server.port), Optional.of("TLSv1.3"));
      assertTrue(ask(server).contains(spoken));
      assertTrue(ask(server).contains(spoken));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ECDHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "AES256-SHA256",
        "ECDHE-RSA-AES256-SHA"
      })
  void offersNoOtherSuiteOfTls12(String suite) throws Exception {
    try (Server server = new Server("-tls1_2", "-cipher", suite)) {
      assertThrows(Fault.class, () -> ask(server));
    }
  }
}
