// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.administration.ApiToken;
import org.postroad.protocol.administration.Role;
import org.postroad.protocol.administration.TokenCheck;
import org.postroad.securityserver.api.ApiTokenFile;
import picocli.CommandLine;

class BootstrapCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) throws IOException {
    Path config = directory.resolve("server.yaml");
    Files.writeString(config, "pin: {file: token.pin}\n");
    var line = new CommandLine(new BootstrapCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] all = new String[arguments.length + 2];
    System.arraycopy(new String[] {"--config", config.toString()}, 0, all, 0, 2);
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return line.execute(all);
  }

  private List<ApiToken> kept() {
    return new ApiTokenFile(directory.resolve("api-tokens"), false, Clock.systemUTC()).tokens();
  }

  @Test
  void theTokenIsPrintedOnceAndItsHashKept() throws IOException {
    assertEquals(0, run("--role", "XROAD_SYSTEM_ADMINISTRATOR,XROAD_SECURITY_OFFICER"));
    String token = out.toString().strip();
    assertEquals(36, token.length());
    assertEquals(
        List.of(
            new ApiToken(
                1,
                TokenCheck.hash(token),
                Set.of(Role.SYSTEM_ADMINISTRATOR, Role.SECURITY_OFFICER))),
        kept());
    assertFalse(Files.readString(directory.resolve("api-tokens")).contains(token));
  }

  @Test
  void aRoleOfRegistriesIsRefusedWithThoseThereAre() throws IOException {
    assertEquals(2, run("--role", "XROAD_MANAGEMENT_SERVICE"));
    assertTrue(err.toString().contains("there is no role XROAD_MANAGEMENT_SERVICE, only XROAD_"));
    assertEquals(List.of(), kept());
  }
}
