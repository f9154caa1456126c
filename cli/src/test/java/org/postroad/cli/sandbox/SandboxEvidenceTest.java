// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What auditors get: signed documents of both sides, also from before a restart. */
@ExtendWith(SharedSandbox.class)
final class SandboxEvidenceTest {
  private final RunningSandbox running;

  SandboxEvidenceTest(RunningSandbox running) {
    this.running = running;
  }

  @Test
  void exchangeIsInTheLogOfBothSidesAndVerifies() throws IOException {
    running.send(running.rest("evidence-rest", "people", "/people/" + code()));
    running.send(running.soap("evidence-soap", "personDetails"));
    List<Path> files = new ArrayList<>(running.documents("evidence-rest"));
    files.addAll(running.documents("evidence-soap"));
    assertEquals(8, files.size());
    assertEquals(0, running.verify(files));
  }

  @Test
  void manyAtOnceEachGetTheirOwnAnswerAndTheirOwnEvidence() throws Exception {
    List<FutureTask<String>> tasks = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      String body = "body " + i;
      HttpRequest.Builder request =
          running.rest("batch-" + i, "echo", "/b").POST(BodyPublishers.ofString(body));
      FutureTask<String> task = new FutureTask<>(() -> running.send(request).body());
      tasks.add(task);
      Thread.ofVirtual().start(task);
    }
    for (int i = 0; i < tasks.size(); i++) {
      assertEquals("body " + i, tasks.get(i).get());
    }
    running.sandbox().timestampNow();
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      files.addAll(running.documents("batch-" + i));
    }
    assertEquals(0, running.verify(files));
  }

  @Test
  void documentsChangedOnTheDiskAreFoundOut() throws IOException {
    running.send(running.rest("evidence-changed", "people", "/people/" + code()));
    Path file = running.documents("evidence-changed").getFirst();
    byte[] bytes = Files.readAllBytes(file);
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("/people/" + code());
    bytes[at + 10] ^= 1;
    Files.write(file, bytes);
    assertTrue(running.verify(List.of(file)) > 0);
  }

  @Test
  void downloadsAreZipsOrSingleContainers() throws IOException {
    running.send(running.rest("download", "people", "/people/" + code()));
    HttpResponse<byte[]> all = running.document(Topology.TAX, "download", "force");
    assertEquals(200, all.statusCode());
    assertEquals("application/zip", header(all, "content-type"));
    assertEquals("attachment; filename=\"download.zip\"", header(all, "content-disposition"));
    assertEquals(2, entries(all.body()).size());
    HttpResponse<byte[]> one =
        running.document(Topology.TAX, "download", "force&unique&requestOnly");
    assertEquals("application/vnd.etsi.asic-e+zip", header(one, "content-type"));
    assertTrue(entries(one.body()).contains("mimetype"));
  }

  @Test
  void downloadsThatCannotBeAnsweredSayWhy() {
    HttpResponse<byte[]> none = running.document(Topology.TAX, "never-sent", "");
    assertEquals(404, none.statusCode());
    assertEquals("No signed documents found", new String(none.body(), StandardCharsets.UTF_8));
    assertEquals(400, running.document(Topology.TAX, "x", "requestOnly&responseOnly").statusCode());
    assertEquals(400, running.document(Topology.TAX, "x", "unique").statusCode());
    assertEquals(400, running.send(running.raw("asic")).statusCode());
  }

  @Test
  void verificationConfigurationIsForAnybody() throws IOException {
    HttpResponse<byte[]> response = running.sendForBytes(running.raw("verificationconf"));
    assertEquals(200, response.statusCode());
    assertEquals("application/zip", header(response, "content-type"));
    assertEquals("filename=\"verificationconf.zip\"", header(response, "content-disposition"));
    assertEquals(
        Set.of(
            "verificationconf/SANDBOX/shared-params.xml",
            "verificationconf/SANDBOX/shared-params.xml.metadata",
            "verificationconf/instance-identifier"),
        entries(response.body()));
  }

  @Test
  void evidenceFromBeforeTheRestartIsStillThere() throws IOException {
    assertEquals(0, running.verify(running.documents(RunningSandbox.BEFORE_RESTART)));
  }

  private String code() {
    return running.sandbox().someCode();
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(absent)");
  }

  private static Set<String> entries(byte[] zip) throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
