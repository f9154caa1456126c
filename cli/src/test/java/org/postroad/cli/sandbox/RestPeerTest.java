// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Existing REST clients as they are: the JDK's, which asks for HTTP/2, and curl. */
@ExtendWith(SharedSandbox.class)
final class RestPeerTest {
  private static final int LARGE = 2_000_003;
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final RunningSandbox running;

  @TempDir Path directory;

  RestPeerTest(RunningSandbox running) {
    this.running = running;
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "DELETE", "TRACE", "POST", "PUT", "PATCH"})
  void jdkClientUsesEveryMethodWithABodyOrWithout(String method) throws Exception {
    byte[] body = binary(1000);
    for (boolean withBody : List.of(false, true)) {
      String id = "jdk-" + method + withBody;
      HttpResponse<byte[]> response =
          jdk(
              running
                  .rest(id, "echo", "/m?q=%20")
                  .method(
                      method,
                      withBody ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody()));
      assertEquals(200, response.statusCode(), id);
      boolean forwarded = withBody && WITH_BODY.contains(method);
      AgencyService.Call call = running.service().call(id);
      assertEquals(method, call.method());
      assertEquals("/echo/base/m?q=%20", call.target());
      assertArrayEquals(forwarded ? body : new byte[0], call.body(), id);
      assertEquals("(absent)", call.header("Transfer-encoding"), id);
      assertEquals(
          forwarded ? "1000" : WITH_BODY.contains(method) ? "0" : "(absent)",
          call.header("Content-length"),
          id);
    }
  }

  @Test
  void jdkClientSendsInChunksAndTheServiceGetsALength() throws Exception {
    byte[] large = binary(LARGE);
    HttpResponse<byte[]> response =
        jdk(
            running
                .rest("jdk-chunked", "echo", "/m")
                .expectContinue(true)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    assertArrayEquals(large, response.body());
    AgencyService.Call call = running.service().call("jdk-chunked");
    assertEquals(Integer.toString(LARGE), call.header("Content-length"));
    assertEquals("gzip,deflate", call.header("Accept-encoding"));
    assertEquals(0, running.verify(running.documents("jdk-chunked")));
  }

  @Test
  void compressedAnswerComesUnpackedAndIsSignedSo() throws Exception {
    byte[] large = binary(LARGE);
    HttpResponse<byte[]> response =
        jdk(running.rest("jdk-gzip", "gzip", "").POST(BodyPublishers.ofByteArray(large)));
    assertArrayEquals(large, response.body());
    assertEquals(Optional.empty(), response.headers().firstValue("content-encoding"));
    assertEquals(0, running.verify(running.documents("jdk-gzip")));
  }

  @ParameterizedTest
  @CsvSource({"GET,", "HEAD,", "DELETE,", "POST,body", "PUT,body", "PATCH,body"})
  void curlUsesEveryMethod(String method, String body) throws Exception {
    String id = "curl-" + method;
    List<String> options =
        new ArrayList<>(List.of(method.equals("HEAD") ? "--head" : "-X" + method));
    if (body != null) {
      options.addAll(List.of("-d", body));
    }
    assertTrue(curl(id, "/c", options).startsWith("200 "));
    assertEquals(method, running.service().call(id).method());
    assertEquals(
        Optional.ofNullable(body).orElse(""),
        new String(running.service().call(id).body(), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Transfer-Encoding: chunked", "Expect: 100-continue", "X-Plain: 1"})
  void curlSendsAndReceivesAFile(String header) throws Exception {
    byte[] large = binary(LARGE);
    Path sent = Files.write(directory.resolve("sent"), large);
    String id = "curl-file-" + header.charAt(0);
    String answer =
        curl(id, "/f", List.of("-H", header, "--compressed", "--data-binary", "@" + sent));
    assertTrue(answer.startsWith("200 "), answer);
    assertArrayEquals(large, Files.readAllBytes(directory.resolve("received")));
    assertEquals(Integer.toString(LARGE), running.service().call(id).header("Content-length"));
    assertEquals(0, running.verify(running.documents(id)));
  }

  /** The client as {@code HttpClient.newHttpClient()} gives it. */
  private static HttpResponse<byte[]> jdk(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    }
  }

  /** Status and content type; the body goes to the file {@code received}. */
  private String curl(String queryId, String path, List<String> options)
      throws IOException, InterruptedException {
    HttpRequest request = running.rest(queryId, "echo", path).build();
    List<String> command =
        new ArrayList<>(List.of("curl", "-sS", "-w", "%{http_code} %{content_type}", "-o"));
    command.add(directory.resolve("received").toString());
    request
        .headers()
        .map()
        .forEach((name, values) -> command.addAll(List.of("-H", name + ": " + values.getFirst())));
    command.addAll(options);
    command.add(request.uri().toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  private static byte[] binary(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
