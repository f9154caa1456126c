// SPDX-License-Identifier: MIT
package org.postroad.cli.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerWriter;
import org.postroad.protocol.message.MessageReader;
import org.postroad.testing.ReferenceVectors;
import org.postroad.testing.TestAuthority;
import org.postroad.testing.TestContainers;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {
  private static final TestAuthority AUTHORITY = TestAuthority.create();
  private static final TestContainers CONTAINERS = new TestContainers(AUTHORITY);
  private static final ContainerContent CONTENT =
      CONTAINERS.single(TestContainers.soap("id-1", "one"));

  @TempDir private Path folder;
  private String configuration;
  private String valid;

  /** What a run ended with and printed. */
  private record Run(int exit, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    configuration = Fixtures.folder(Fixtures.configuration(AUTHORITY), folder).toString();
    valid = file("valid.asice", ContainerWriter.toByteArray(CONTENT));
  }

  private String file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes).toString();
  }

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  @Test
  void validContainer() {
    Run run = run(valid, "--conf", configuration, "--strict");
    assertEquals(0, run.exit(), run.toString());
    assertTrue(run.out().contains("valid.asice: valid"), run.out());
    assertTrue(run.out().contains("member TEST/GOV/1234"), run.out());
    assertFalse(run.out().contains("FAIL"), run.out());
  }

  @Test
  void theFolderOfAServerCountsWithItsCurrentCopy() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("globalconf"));
    Files.move(Path.of(configuration), kept.resolve("slot-a"));
    Path before = Files.createDirectory(kept.resolve("slot-b"));
    Files.writeString(before.resolve("instance-identifier"), "TEST");
    Files.createSymbolicLink(kept.resolve("current"), Path.of("slot-a"));
    Run run = run(valid, "--conf", kept.toString());
    assertEquals(0, run.exit(), run.toString());
  }

  @Test
  void changedContainer() throws IOException {
    ContainerContent changed =
        new ContainerContent(
            TestContainers.soap("id-2").message(),
            CONTENT.signature(),
            CONTENT.timestamp(),
            CONTENT.attachments(),
            CONTENT.time());
    String file = file("changed.asice", ContainerWriter.toByteArray(changed));
    Run run = run(file, valid, "--conf", configuration);
    assertEquals(1, run.exit());
    assertTrue(run.out().contains("changed.asice: not valid"), run.out());
    assertTrue(run.out().contains("[malformed_signature.invalid_hash_chain_ref]"), run.out());
    assertTrue(run.out().contains("valid.asice: valid"), run.out());
  }

  @Test
  void containerOfALogWithoutBodiesNeedsTheMessage() throws IOException {
    TestContainers.Sent sent = TestContainers.soap("id-1", "one");
    ContainerContent logged =
        new ContainerContent(
            MessageReader.parseLogged(sent.message()).metadata(),
            CONTENT.signature(),
            CONTENT.timestamp(),
            List.of(),
            CONTENT.time());
    String file = file("metadata.asice", ContainerWriter.toByteArray(logged));
    Run alone = run(file, "--conf", configuration);
    assertEquals(1, alone.exit());
    assertTrue(alone.out().contains("logged without its body"), alone.out());
    String message = file("message.xml", sent.message());
    String body = file("one", sent.attachments().getFirst());
    Run whole = run(file, "--conf", configuration, "--message", message, "--attachment", body);
    assertEquals(0, whole.exit(), whole.toString());
    assertTrue(whole.out().contains("/attachment1 as supplied is what was signed"), whole.out());
    assertEquals(1, run(file, "--conf", configuration, "--message", body).exit());
    assertEquals(2, run(file, valid, "--conf", configuration, "--message", message).exit());
  }

  @Test
  void missingFileCannotBeJudged() {
    Run run = run(valid, folder.resolve("none.asice").toString(), "--conf", configuration);
    assertEquals(2, run.exit());
    assertTrue(run.out().contains("none.asice: undecided"), run.out());
  }

  @Test
  void withoutConfigurationNothingIsJudged() {
    Run run = run(valid, "--conf", folder.resolve("nowhere").toString());
    assertEquals(2, run.exit());
    assertEquals("", run.out());
    assertTrue(run.err().contains("nowhere"), run.err());
  }

  @Test
  void configurationThatCannotBeNamedOrReadIsNoTrust() throws IOException {
    String broken = file("broken.zip", new byte[] {'P', 'K', 3, 4});
    for (String location : new String[] {"http://", "http://[", "https:///x", broken, valid}) {
      Run run = run(valid, "--conf", location);
      assertEquals(2, run.exit(), location + " " + run);
      assertEquals("", run.out());
      assertFalse(run.err().isEmpty());
    }
  }

  @Test
  void configurationOfAnotherInstanceLeavesTheVerdictOpen() throws IOException {
    Path other =
        Fixtures.folder(Fixtures.configuration(AUTHORITY, "OTHER"), folder.resolve("other"));
    Run run = run(valid, "--conf", other.toString());
    assertEquals(2, run.exit());
    assertTrue(run.out().contains("valid.asice: undecided"), run.out());
  }

  @Test
  void strictFormIsAskedForByAnOption() throws IOException {
    byte[] plain = ContainerWriter.toByteArray(CONTENT);
    java.util.Map<String, byte[]> files =
        org.postroad.protocol.container.ZipReader.files(
            plain, org.postroad.protocol.container.ContainerLimits.DEFAULT);
    String deflated = file("deflated.asice", Fixtures.archive(files));
    assertEquals(0, run(deflated, "--conf", configuration).exit());
    assertEquals(1, run(deflated, "--conf", configuration, "--strict").exit());
  }

  @Test
  void findingsAsJson() {
    Run run = run(valid, "--conf", configuration, "--output", "json");
    JsonNode file = JsonMapper.shared().readTree(run.out()).get(0);
    assertEquals("valid", file.get("verdict").asString());
    assertEquals("TEST/GOV/1234/Client", file.get("message").get("client").asString());
    assertEquals("TEST/GOV/1234", file.get("signer").get("member").asString());
    assertEquals("2026-11-21T12:01:00Z", file.get("timestamp").get("time").asString());
    assertEquals("container", file.get("findings").get(0).get("check").asString());
    assertEquals("pass", file.get("findings").get(0).get("outcome").asString());
    assertEquals("mimetype", file.get("files").get(0).get("name").asString());
  }

  @Test
  void configurationFromArchiveAndFromServer() throws IOException {
    byte[] zip = Fixtures.archive(Fixtures.configuration(AUTHORITY));
    assertEquals(0, run(valid, "--conf", file("verificationconf.zip", zip)).exit());

    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/verificationconf",
        exchange -> {
          exchange.sendResponseHeaders(200, zip.length);
          exchange.getResponseBody().write(zip);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort();
      assertEquals(0, run(valid, "--conf", address + "/verificationconf").exit());
      assertEquals(0, run(valid, "--conf", address).exit());
      assertEquals(2, run(valid, "--conf", address + "/other").exit());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void filesAreWrittenIntoANewFolder() throws IOException {
    Path target = folder.resolve("extracted");
    Run run = run(valid, "--conf", configuration, "--extract", target.toString());
    assertEquals(0, run.exit(), run.toString());
    assertArrayEquals(CONTENT.message(), Files.readAllBytes(target.resolve("valid/message.xml")));
    assertArrayEquals(
        CONTENT.signature().document(),
        Files.readAllBytes(target.resolve("valid/META-INF/signatures.xml")));

    Run again = run(valid, "--conf", configuration, "--extract", target.toString());
    assertEquals(2, again.exit());
  }

  @Test
  void terminalIsNotSteeredByNamesOrMessages() throws IOException {
    String file = file("evil\u001b[31m.asice", ContainerWriter.toByteArray(CONTENT));
    Run run = run(file, "--conf", configuration);
    assertFalse(run.out().contains("\u001b"), run.out());
    assertTrue(run.out().contains("evil\\u001b[31m.asice"), run.out());

    String hidden =
        file(
            "hidden.asice",
            ContainerWriter.toByteArray(
                CONTAINERS.single(TestContainers.soap("id\u202e\u2066gpj.exe"))));
    for (String form : new String[] {"table", "json"}) {
      String out = run(hidden, "--conf", configuration, "--output", form).out();
      assertTrue(out.toLowerCase(java.util.Locale.ROOT).contains("\\u202e"), out);
      assertTrue(out.chars().allMatch(c -> c == '\n' || (c >= 0x20 && c < 0x7f)), out);
    }
  }

  @Test
  @Tag(ReferenceVectors.TAG)
  void containerOfARunningReferenceServer() {
    String live =
        ReferenceVectors.path(
                "live/containers/DEV-725430ee-7340-4d57-a7d5-f6f53431a11c-request-1.asice")
            .toString();
    String trust = ReferenceVectors.path("live/globalconf").toString();
    Run run = run(live, "--conf", trust);
    assertEquals(0, run.exit(), run.toString());
  }
}
