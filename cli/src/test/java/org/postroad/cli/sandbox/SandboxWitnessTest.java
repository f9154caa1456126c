// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.output.Progress;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.AddCheckpoint;
import org.postroad.protocol.transparency.Checkpoint;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.SignedNote;
import org.postroad.protocol.transparency.TilePath;
import org.postroad.protocol.transparency.TileStore;
import org.postroad.protocol.transparency.TileTree;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.TreeProofs;
import org.postroad.registry.RegistryDirectory;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.ServerDirectory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registry and servers witness each other's logs, and none of them a second history. Not in the
 * shared sandbox, because the evidence would stay.
 */
final class SandboxWitnessTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Duration AMPLE = Duration.ofSeconds(30);
  private static final Agency TAX = Topology.TAX;

  @TempDir private Path folder;
  private final SandboxPorts ports = new SandboxPorts(32_000 + RANDOM.nextInt(200) * 10).nextFree();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SandboxHome home() {
    return new SandboxHome(folder, false);
  }

  private Sandbox start() throws IOException {
    Progress silent = Progress.none();
    return Sandbox.start(home(), ports, RANDOM, silent);
  }

  @Test
  void everyMessageIsSoonUnderCheckpointsOfTwoOthersAndNoForkIs() throws Exception {
    try (Sandbox sandbox = start()) {
      call(sandbox, "witness-1");
      for (Agency agency : Topology.AGENCIES) {
        requireCosigned(sandbox.server(agency), agency);
      }
      refusesEveryOtherHistory(sandbox.server(TAX));
      call(sandbox, "witness-2");
      awaitCosigned(sandbox.server(TAX));
    }
  }

  private void requireCosigned(SecurityServer server, Agency agency) throws Exception {
    long records = awaitCosigned(server);
    NoteKey log = server.transparency().logKey();
    TlogPolicy policy = policy();
    for (URI witness : witnessesOf(agency)) {
      SignedNote latest = SignedNote.parse(get(witness.resolve(path(log))));
      Checkpoint seen = Checkpoint.parse(latest.text());
      assertTrue(seen.size() >= records, seen + " covers " + records);
      latest.verify(List.of(log));
      assertEquals(1, policy.cosigners(latest).size());
    }
    SignedNote published = SignedNote.parse(get(url(agency).resolve("checkpoint")));
    assertTrue(policy.open(published).size() >= records, "the quorum cosigned it");
  }

  /** What an insider with the log's real key can sign, offered to the registry and the partner. */
  private void refusesEveryOtherHistory(SecurityServer server) throws Exception {
    Ed25519Key key = logKey();
    NoteKey log = server.transparency().logKey();
    for (URI witness : witnessesOf(TAX)) {
      SignedNote before = SignedNote.parse(get(witness.resolve(path(log))));
      long size = Checkpoint.parse(before.text()).size();
      AddCheckpoint fork = fork(key, log, size, size);
      assertEquals(409, post(witness, fork));
      requireEvidence(witness, "forked", before, fork);
      AddCheckpoint longer = fork(key, log, size, size + 5);
      assertEquals(422, post(witness, longer));
      requireEvidence(witness, "unproven", before, longer);
      AddCheckpoint shorter = fork(key, log, 0, size - 1);
      assertEquals(409, post(witness, shorter));
      requireEvidence(witness, "shrunken", before, shorter);
      assertEquals(before, SignedNote.parse(get(witness.resolve(path(log)))));
    }
  }

  @Test
  void anOldCopyOfALogPutBackIsRefusedAndReportedByTheLogItself() throws Exception {
    Path log = new ServerDirectory(home().server(TAX)).messageLog();
    try (Sandbox sandbox = start()) {
      call(sandbox, "before-the-copy");
      awaitCosigned(sandbox.server(TAX));
    }
    copy(log, folder.resolve("copy"));
    long lost;
    try (Sandbox sandbox = start()) {
      call(sandbox, "lost");
      lost = awaitCosigned(sandbox.server(TAX));
    }
    Files.move(log, folder.resolve("what-was-there"));
    copy(folder.resolve("copy"), log);
    try (Sandbox sandbox = start()) {
      SecurityServer server = sandbox.server(TAX);
      boolean told =
          server
              .transparency()
              .awaitWitnesses(
                  all ->
                      all.size() == 2
                          && all.stream().allMatch(each -> each.problem().contains("contradicts")),
                  AMPLE);
      assertTrue(told, () -> server.transparency().witnesses().toString());
      List<String> evidence = server.transparency().evidence().names();
      assertTrue(evidence.getFirst().startsWith("evidence-shrunken-"), evidence.toString());
      byte[] file = server.transparency().evidence().file(evidence.getFirst()).orElseThrow();
      JsonNode json = JsonMapper.shared().readTree(file);
      SignedNote seen =
          SignedNote.parse(json.get("cosigned").asString().getBytes(StandardCharsets.UTF_8));
      assertTrue(Checkpoint.parse(seen.text()).size() >= lost, "how far the log had come");
      seen.verify(List.of(server.transparency().logKey()));
      call(sandbox, "goes-on");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private void call(Sandbox sandbox, String queryId) throws IOException, InterruptedException {
    URI people =
        sandbox
            .consumerUrl()
            .resolve("/r1/" + Topology.PEOPLE.encoded() + "/people/" + sandbox.someCode());
    HttpRequest request =
        HttpRequest.newBuilder(people)
            .header("X-Road-Client", TAX.subsystem().encoded())
            .header("X-Road-Id", queryId)
            .build();
    assertEquals(200, http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
  }

  private TlogPolicy policy() throws IOException {
    return TlogPolicy.parse(Files.readAllBytes(home().tlogPolicy()));
  }

  /** How many records both witnesses of a server have seen, which are all that there were. */
  private static long awaitCosigned(SecurityServer server) throws InterruptedException {
    long records = server.messageLog().status().lastSequence();
    boolean cosigned =
        server
            .transparency()
            .awaitWitnesses(
                all ->
                    all.size() == 2
                        && all.stream().allMatch(witness -> witness.cosignedSize() >= records),
                AMPLE);
    assertTrue(cosigned, () -> server.transparency().witnesses().toString());
    return records;
  }

  private URI url(Agency agency) {
    return URI.create(
        "http://" + agency.address().getHostAddress() + ":" + ports.transparency() + "/");
  }

  private URI registry() {
    return URI.create("http://" + Topology.HOST.getHostAddress() + ":" + ports.registry() + "/");
  }

  private List<URI> witnessesOf(Agency agency) {
    Agency other = agency.equals(TAX) ? Topology.POPULATION : TAX;
    return List.of(registry(), url(other));
  }

  private static String path(NoteKey log) {
    return CheckpointWitness.hash(log.name()) + "/checkpoint";
  }

  private byte[] get(URI uri) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, answer.statusCode(), uri.toString());
    return answer.body();
  }

  private int post(URI witness, AddCheckpoint request) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofByteArray(request.toByteArray());
    HttpRequest post = HttpRequest.newBuilder(witness.resolve("add-checkpoint")).POST(body).build();
    return http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** What an insider with the key can do: a whole other history, consistent in itself. */
  private static AddCheckpoint fork(Ed25519Key key, NoteKey log, long oldSize, long size)
      throws IOException {
    Map<TilePath, byte[]> tiles = new HashMap<>();
    TileStore store =
        new TileStore() {
          @Override
          public Optional<byte[]> read(TilePath path) {
            return Optional.ofNullable(tiles.get(path));
          }

          @Override
          public void write(TilePath path, byte[] content) {
            tiles.put(path, content.clone());
          }
        };
    TileTree tree = new TileTree(store);
    for (long i = 0; i < size; i++) {
      tree.append(new byte[33]);
    }
    tree.writePartial();
    String text = Checkpoint.of(log.name(), size, tree.root()).text();
    SignedNote note = new SignedNote(text, List.of(log.sign(text, key::sign)));
    return new AddCheckpoint(
        oldSize, new TreeProofs(store, size).consistency(oldSize).path(), note);
  }

  private Ed25519Key logKey() throws IOException {
    Path root = home().server(TAX);
    char[] pin = PinFile.of(root, RANDOM);
    return Ed25519Key.open(Files.readAllBytes(new ServerDirectory(root).logKey()), pin);
  }

  private Path evidenceOf(URI witness) {
    return witness.equals(registry())
        ? new RegistryDirectory(home().registry()).witness()
        : new ServerDirectory(home().server(Topology.POPULATION)).witness();
  }

  private void requireEvidence(URI witness, String kind, SignedNote cosigned, AddCheckpoint offered)
      throws IOException {
    try (Stream<Path> files = Files.list(evidenceOf(witness))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("evidence-" + kind + "-")) {
          JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
          if (json.get("offered").asString().equals(offered.note().toString())) {
            assertEquals(cosigned.toString(), json.get("cosigned").asString());
            assertEquals(kind, json.get("kind").asString());
            return;
          }
        }
      }
    }
    throw new AssertionError("no evidence of a " + kind + " log in " + evidenceOf(witness));
  }
}
