// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.audit.VerifyCommand;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code postroad sandbox demo} as scripts use it. */
final class DemoCommandTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What one run printed and returned. */
  private record Run(int exitCode, String out, String err) {}

  @TempDir Path directory;

  @Test
  void jsonIsOneObjectForEachMessageAndTheEvidenceVerifies() throws IOException {
    Path data = directory.resolve("data");
    Run run = demo("--output", "json", "--data", data.toString());
    assertEquals(0, run.exitCode(), run.err());

    JsonNode messages = JSON.readTree(run.out());
    assertTrue(messages.isArray());
    Set<String> queryIds = new HashSet<>();
    Set<String> sides = new HashSet<>();
    for (JsonNode message : messages) {
      queryIds.add(text(message, "queryId"));
      sides.add(text(message, "side") + " " + text(message, "kind"));
      assertTrue(Set.of("REST", "SOAP").contains(text(message, "protocol")), message.toString());
      assertTrue(text(message, "signer").startsWith("SANDBOX/GOV/"), message.toString());
      assertTrue(
          Instant.parse(text(message, "timestamp")).isAfter(Instant.EPOCH), message.toString());
      assertTrue(message.path("verified").asBoolean(false), message.toString());
      Path container = data.resolve("evidence").resolve(text(message, "container"));
      assertEquals(0, verify(data, container), container.toString());
    }
    assertEquals(6, queryIds.size());
    assertEquals(21, messages.size(), "four of each exchange, one of the refused one");
    assertEquals(
        Set.of("consumer request", "consumer response", "provider request", "provider response"),
        sides);
    assertEquals(1, verify(data, data.resolve("evidence/tampered.asice")));
  }

  @Test
  void portInUseIsExitCodeTwoAndNamesTheNextFreeBase() throws IOException {
    SandboxPorts ports = RunningSandbox.freePorts();
    Path data = directory.resolve("data");
    try (ServerSocket taken = new ServerSocket()) {
      taken.bind(new InetSocketAddress(Topology.POPULATION.address(), ports.messages()));
      Run run =
          run("demo", "--port-base", Integer.toString(ports.base()), "--data", data.toString());
      assertEquals(2, run.exitCode());
      assertTrue(run.err().contains("Port " + ports.messages() + " is in use"), run.err());
      assertTrue(run.err().matches("(?s).*Try --port-base \\d+\\s*"), run.err());
      int next = Integer.parseInt(run.err().strip().replaceAll("(?s).*--port-base ", ""));
      assertTrue(next > ports.base(), run.err());
      assertEquals("", run.out());
    }
    try (var files = Files.walk(data)) {
      assertFalse(files.anyMatch(Files::isRegularFile), "a refused start leaves nothing behind");
    }
  }

  @Test
  void unknownFormIsExitCodeTwo() {
    assertEquals(2, run("demo", "--output", "xml").exitCode());
  }

  /** Runs the demo on ports that are free, again if somebody else was quicker. */
  private static Run demo(String... arguments) {
    Run run = new Run(2, "", "not run");
    for (int attempt = 0; attempt < 5 && run.exitCode() == 2; attempt++) {
      String[] all = new String[arguments.length + 3];
      all[0] = "demo";
      all[1] = "--port-base";
      all[2] = Integer.toString(RunningSandbox.freePorts().base());
      System.arraycopy(arguments, 0, all, 3, arguments.length);
      run = run(all);
    }
    return run;
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new SandboxCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exitCode, out.toString(), err.toString());
  }

  private static int verify(Path data, Path container) {
    return new CommandLine(new VerifyCommand())
        .setOut(new PrintWriter(new StringWriter()))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(
            "--conf",
            data.resolve("evidence/verificationconf.zip").toString(),
            container.toString());
  }

  private static String text(JsonNode message, String field) {
    String text = message.path(field).asString("");
    assertFalse(text.isEmpty(), field + " of " + message);
    return text;
  }
}
