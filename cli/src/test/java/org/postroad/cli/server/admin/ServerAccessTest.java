// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.AccessFile;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.FakeApi;
import org.postroad.cli.administration.Typing;
import org.postroad.cli.administration.Typing.Said;

/** A server is reached with what its own configuration says. */
class ServerAccessTest {
  @TempDir private Path directory;

  private Path config(String administration) throws IOException {
    return Files.writeString(
        directory.resolve("server.yaml"), "administration: {" + administration + "}\n");
  }

  @Test
  void addressAndCertificateAreThoseOfTheConfiguration() throws IOException {
    try (FakeApi server = FakeApi.open(ServerFamily.PROGRAM, directory)) {
      server.answers("GET /api-keys", 200, "[{'id':3,'roles':['XROAD_SECURITY_OFFICER']}]");
      Files.copy(
          directory.resolve("admin").resolve("tls.pem"), directory.resolve("administration.crt"));
      Path config = config("port: " + URI.create(server.url()).getPort());
      Said said =
          Typing.with(ServerFamily.family(), "--config", config.toString()).type("apikey", "list");
      assertEquals(Exit.DONE, said.exitCode(), said.err());
      assertEquals("key  roles\n3    XROAD_SECURITY_OFFICER\n", said.out());
    }
  }

  @Test
  void aServerOnAllAddressesIsReachedOnThisMachine() throws IOException {
    assertEquals(
        new AccessFile(
            Optional.of("https://127.0.0.1:4400"),
            Optional.of(directory.resolve("administration.crt")),
            Optional.empty()),
        ServerAccess.ofServer(config("address: 0.0.0.0, port: 4400")));
    assertEquals(
        Optional.of("https://[0:0:0:0:0:0:0:1]:4000"),
        ServerAccess.ofServer(config("address: '::1'")).url());
  }

  @Test
  void aMissingTokenIsToldWithTheOptionThatNamesIt() throws IOException {
    Said said =
        Typing.with(ServerFamily.family(), "--config", config("port: 4400").toString())
            .type("apikey", "list");
    assertEquals(Exit.USAGE, said.exitCode());
    assertTrue(said.err().startsWith("No API token: name it with --token-file FILE"), said.err());
  }
}
