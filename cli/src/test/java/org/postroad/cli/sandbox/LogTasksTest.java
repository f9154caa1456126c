// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.log.LogCommand;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.InclusionProof;
import org.postroad.protocol.transparency.TlogProof;
import org.postroad.protocol.transparency.TreeHasher;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.archive.Retention;
import org.postroad.securityserver.messagelog.LeafMaterial;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The logs of two real servers looked after from the command line: one as the documents say it,
 * command by command, the other from the first exchange to the auditor.
 */
final class LogTasksTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration AMPLE = Duration.ofSeconds(60);
  private static final int EXCHANGES = 9;
  private static final int RECORDS = 2 * EXCHANGES;
  private static final Pattern IN_TEXT = Pattern.compile("`postroad log ([a-z][^`]*)`");
  private static final Pattern IN_BLOCK =
      Pattern.compile("(?m)^\\$ (?:cli/bin/)?postroad log ([a-z].*)$");

  @TempDir private Path folder;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Sandbox sandbox;
  private String out = "";
  private String err = "";

  /** Records of the population agency may be removed as soon as they are archived. */
  private static ServerSettings settings() {
    Retention retention =
        new Retention(Duration.ofDays(30), Map.of(Topology.POPULATION.subsystem(), Duration.ZERO));
    return ServerSettings.DEFAULT
        .withLog(MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ofHours(3)))
        .withArchives(ArchiveSettings.DEFAULT.withRetention(retention));
  }

  @BeforeEach
  void startAndCall() throws Exception {
    SandboxPorts ports = new SandboxPorts(36_000 + RANDOM.nextInt(200) * 10).nextFree();
    sandbox = Sandbox.start(home(), ports, settings(), RANDOM, Progress.none());
    call("my-first-call");
    for (int i = 1; i < EXCHANGES; i++) {
      call("call-" + i);
    }
    sandbox.timestampNow();
    awaitCosigned(RECORDS);
  }

  @AfterEach
  void stop() {
    sandbox.close();
    http.close();
  }

  private SandboxHome home() {
    return new SandboxHome(folder, false);
  }

  private Path log(Agency agency) {
    return new ServerDirectory(home().server(agency)).messageLog();
  }

  private void call(String queryId) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                sandbox
                    .consumerUrl()
                    .resolve("/r1/" + Topology.PEOPLE.encoded() + "/people/" + sandbox.someCode()))
            .header("X-Road-Client", Topology.TAX.subsystem().encoded())
            .header("X-Road-Id", queryId)
            .header("X-Road-UserId", "EE12345678901")
            .build();
    assertEquals(200, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
  }

  private void awaitCosigned(long records) throws InterruptedException {
    for (Agency agency : Topology.AGENCIES) {
      boolean cosigned =
          sandbox
              .server(agency)
              .transparency()
              .awaitWitnesses(
                  all ->
                      !all.isEmpty()
                          && all.stream().allMatch(each -> each.cosignedSize() >= records),
                  AMPLE);
      assertTrue(cosigned, () -> sandbox.server(agency).transparency().witnesses().toString());
    }
  }

  @Test
  void everyCommandOfTheDocumentsIsOneThatCanBeRun() throws IOException {
    Set<String> seen = new TreeSet<>();
    for (String page : List.of("message-log.md", "archives.md")) {
      for (String line : commands(Path.of("..", "docs", page))) {
        List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
        intoFolder(words);
        int code = run(Topology.TAX, words.toArray(String[]::new));
        assertEquals(0, code, () -> page + ": postroad log " + line + "\n" + out + err);
        assertFalse(out.isEmpty(), line);
        seen.add(words.getFirst());
      }
    }
    assertEquals(
        new TreeSet<>(new CommandLine(new LogCommand()).getSubcommands().keySet()),
        seen,
        "every command stands in the documents");
    assertTrue(Files.exists(folder.resolve("exchange.zip")));
  }

  private static List<String> commands(Path page) throws IOException {
    String text = Files.readString(page);
    return Stream.of(IN_TEXT, IN_BLOCK)
        .flatMap(pattern -> pattern.matcher(text).results())
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** What is written goes where the test may write; all else stays as it stands on the page. */
  private void intoFolder(List<String> words) throws IOException {
    int file = words.indexOf("--file");
    if (file >= 0) {
      words.set(file + 1, folder.resolve(words.get(file + 1)).toString());
    } else if (Set.of("export", "prove").contains(words.getFirst())) {
      words.addAll(List.of("--file", Files.createTempDirectory(folder, "written").toString()));
    }
  }

  @Test
  void aLogFromTheFirstExchangeToTheAuditor() throws Exception {
    assertEquals(RECORDS, json("search").size(), "whoever searches waits for the index");
    JsonNode status = json("status");
    assertEquals(RECORDS, status.path("tree").path("leaves").intValue());
    assertEquals(RECORDS, status.path("tree").path("checkpoint").path("size").intValue());
    assertEquals(2, status.path("witnesses").size());
    assertEquals(RECORDS, status.path("witnesses").get(0).path("cosignedSize").intValue());
    assertEquals(RECORDS, status.path("archives").path("waiting").intValue());
    assertEquals(0, status.path("problems").size(), out);
    assertEquals(60, status.path("timestamps").path("everySeconds").intValue(), out);

    String archive = json("archive").path("archives").get(0).path("name").stringValue();
    assertEquals(archive, json("status").path("archives").path("last").stringValue());
    assertEquals(archive, json("show", "3").path("archive").stringValue());
    assertEquals(RECORDS, json("show", "3").path("leaf").path("checkpoint").intValue());
    assertEquals(RECORDS, json("prune").path("records").intValue());
    assertEquals(0, run(Topology.POPULATION, "show", "3"));
    assertTrue(out.matches("(?s)Record 3: pruned on [-0-9T:]+Z, proof still valid\n.*"), out);
    assertTrue(out.contains("archive     " + archive), out);
    assertEquals(1, run(Topology.POPULATION, "export", "3", "--file", folder.toString()));
    assertTrue(err.contains("Record 3 was pruned on"), err);

    requireProven(archive);
    requireClean();
    requireTheChangedArchiveNamed(archive);
    afterTheServer();
  }

  /** The proof of today, with what the archive has kept of the record, leads to the checkpoint. */
  private void requireProven(String archive) throws IOException {
    assertEquals(0, run(Topology.POPULATION, "prove", "3", "--file", folder.toString()));
    TlogProof today = TlogProof.parse(Files.readAllBytes(folder.resolve("record-3.tlog-proof")));
    Path proofs =
        log(Topology.POPULATION)
            .resolve("archive")
            .resolve(archive.replaceFirst("\\.zip$", "-proofs.zip"));
    TlogProof kept;
    try (ZipFile zip = new ZipFile(proofs.toFile())) {
      var entry = zip.stream().filter(one -> one.getName().endsWith("-3.tlog-proof")).findFirst();
      kept = TlogProof.parse(zip.getInputStream(entry.orElseThrow()).readAllBytes());
    }
    LeafMaterial material = LeafMaterial.parse(kept.extra().orElseThrow());
    today.note().verify(List.of(sandbox.server(Topology.POPULATION).transparency().logKey()));
    Checkpoint checkpoint = Checkpoint.parse(today.note().text());
    new InclusionProof(today.index(), checkpoint.size(), today.path())
        .check(new TreeHasher().leaf(material.leaf()), checkpoint.root());
    assertTrue(new String(material.head(), StandardCharsets.UTF_8).contains("\"call-"));
  }

  private String[] auditor(Path archives) throws Exception {
    Path configuration = folder.resolve("trust.zip");
    if (!Files.exists(configuration)) {
      HttpRequest request =
          HttpRequest.newBuilder(sandbox.consumerUrl().resolve("/verificationconf")).build();
      http.send(request, HttpResponse.BodyHandlers.ofFile(configuration));
    }
    return new String[] {
      "verify",
      "--policy",
      home().tlogPolicy().toString(),
      "--conf",
      configuration.toString(),
      "--signatures",
      "--archives",
      archives.toString()
    };
  }

  private void requireClean() throws Exception {
    Path log = log(Topology.POPULATION);
    assertEquals(0, run(Topology.POPULATION, auditor(log.resolve("archive"))), () -> out + err);
    assertTrue(out.contains("as it was written"), out);
    assertTrue(out.contains("and " + RECORDS + " pruned"), out);
    assertFalse(out.contains("what is in"), out);
  }

  private void requireTheChangedArchiveNamed(String archive) throws Exception {
    Path changed = Files.createDirectory(folder.resolve("changed"));
    try (Stream<Path> files = Files.list(log(Topology.POPULATION).resolve("archive"))) {
      for (Path file : files.toList()) {
        Files.copy(file, changed.resolve(file.getFileName()));
      }
    }
    byte[] bytes = Files.readAllBytes(changed.resolve(archive));
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed.resolve(archive), bytes);
    assertEquals(3, run(Topology.POPULATION, auditor(changed)));
    assertTrue(out.contains("FAIL         archive-changed " + archive), out);
  }

  /** The same tasks once no server has the log open, with the settings that it left. */
  private void afterTheServer() throws Exception {
    call("last-call");
    sandbox.timestampNow();
    awaitCosigned(RECORDS + 2);
    String[] verify = auditor(log(Topology.POPULATION).resolve("archive"));
    sandbox.close();
    assertFalse(json("status").path("running").booleanValue());
    assertEquals(2, json("archive").path("records").intValue());
    assertEquals(2, json("prune").path("records").intValue());
    assertEquals(RECORDS + 2, json("reindex").path("records").intValue());
    assertEquals(0, run(Topology.POPULATION, "show", "20"));
    assertTrue(out.contains("proof still valid"), out);
    assertEquals(0, run(Topology.POPULATION, verify), () -> out + err);
    assertEquals(0, run(Topology.TAX, "archive"), () -> out + err);
    assertEquals(0, run(Topology.TAX, "prune"));
    assertTrue(out.startsWith("0 records pruned"), out);
  }

  private JsonNode json(String... command) {
    String[] words =
        Stream.concat(Arrays.stream(command), Stream.of("-o", "json")).toArray(String[]::new);
    assertEquals(0, run(Topology.POPULATION, words), () -> Arrays.toString(words) + out + err);
    return JsonMapper.shared().readTree(out);
  }

  private int run(Agency agency, String... words) {
    StringWriter written = new StringWriter();
    StringWriter errors = new StringWriter();
    String[] arguments =
        Stream.concat(Arrays.stream(words), Stream.of("--quiet", "--log", log(agency).toString()))
            .toArray(String[]::new);
    int code =
        new CommandLine(new LogCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler((failure, line, _) -> {
              line.getErr().println("postroad: " + failure.getMessage());
              return failure instanceof CommandLine.IExitCodeGenerator known
                  ? known.getExitCode()
                  : 1;
            })
            .setOut(new PrintWriter(written, true))
            .setErr(new PrintWriter(errors, true))
            .execute(arguments);
    out = written.toString();
    err = errors.toString();
    return code;
  }
}
