// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.postroad.protocol.container.ContainerContent;
import org.postroad.protocol.container.ContainerForm;
import org.postroad.protocol.container.ContainerLimits;
import org.postroad.protocol.container.ContainerReader;
import org.postroad.protocol.container.ContainerWriter;

/**
 * The conversation the demo shows: six calls of the tax agency, then every message fetched from the
 * servers by its query id and verified offline, and one tampered copy that fails.
 */
final class Demo {

  private final Sandbox sandbox;
  private final Path evidence;
  private final RandomGenerator random;
  private final Consumer<String> progress;

  /**
   * @param evidence an existing directory for the containers and the configuration they are
   *     verified with
   */
  Demo(Sandbox sandbox, Path evidence, RandomGenerator random, Consumer<String> progress) {
    this.sandbox = sandbox;
    this.evidence = evidence;
    this.random = random;
    this.progress = progress;
  }

  DemoResult run() throws IOException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<ShownCall> calls = new ArrayList<>();
      for (SampleCalls.Call call : sampleCalls().all()) {
        progress.accept(call.title());
        calls.add(ask(http, call));
      }
      progress.accept("time-stamping");
      sandbox.timestampNow();
      progress.accept("fetching the signed documents");
      List<LoggedMessage> messages = download(http, calls);
      progress.accept("verifying them offline");
      return verify(calls, messages);
    }
  }

  private SampleCalls sampleCalls() {
    return new SampleCalls(
        sandbox.consumerUrl(), sandbox.someCode(), sandbox.someFamilyName(), random);
  }

  private static ShownCall ask(HttpClient http, SampleCalls.Call call) {
    long begin = System.nanoTime();
    HttpResponse<byte[]> response = send(http, call.request());
    long millis = (System.nanoTime() - begin) / 1_000_000;
    ShownAnswer answer = ShownAnswer.of(response);
    return new ShownCall(
        call.queryId(), call.protocol(), call.title(), answer.text(), answer.refused(), millis);
  }

  private List<LoggedMessage> download(HttpClient http, List<ShownCall> calls) throws IOException {
    Files.write(configuration(), fetch(http, sandbox.consumerUrl().resolve("/verificationconf")));
    List<LoggedMessage> messages = new ArrayList<>();
    for (ShownCall call : calls) {
      for (LoggedMessage message : LoggedMessage.of(sandbox, call)) {
        Files.write(message.file(evidence), fetch(http, message.uri()));
        messages.add(message);
      }
    }
    return messages;
  }

  private DemoResult verify(List<ShownCall> calls, List<LoggedMessage> messages)
      throws IOException {
    Path tampered = evidence.resolve("tampered.asice");
    Files.write(tampered, tampered(Files.readAllBytes(messages.getFirst().file(evidence))));
    OfflineVerification verification = new OfflineVerification(configuration());
    List<ShownMessage> shown = verification.of(messages, message -> message.file(evidence));
    return new DemoResult(
        calls, shown, verification.whyRefused(tampered), sandbox.readyIn().toMillis());
  }

  private Path configuration() {
    return evidence.resolve("verificationconf.zip");
  }

  /** The container with one bit of its message changed: the first digit of the code asked for. */
  private byte[] tampered(byte[] container) {
    ContainerContent content =
        ContainerReader.read(container, ContainerForm.ANY, ContainerLimits.DEFAULT);
    byte[] message = content.message().clone();
    int digit = new String(message, StandardCharsets.ISO_8859_1).indexOf(sandbox.someCode());
    message[digit] ^= 1;
    return ContainerWriter.toByteArray(
        new ContainerContent(
            message,
            content.signature(),
            content.timestamp(),
            content.attachments(),
            content.time()));
  }

  private static byte[] fetch(HttpClient http, URI uri) {
    HttpResponse<byte[]> response = send(http, HttpRequest.newBuilder(uri).build());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          uri
              + " answered "
              + response.statusCode()
              + ": "
              + new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  private static HttpResponse<byte[]> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
    }
  }
}
