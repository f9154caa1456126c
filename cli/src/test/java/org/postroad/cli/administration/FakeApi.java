// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

/** The API's wire: answers what it was told to, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {
  public static final String TOKEN = "11111111-2222-4333-8444-555555555555";

  private final HttpsServer server;
  private final Path directory;
  private final Map<String, Answer> answers = new HashMap<>();
  private final List<Call> calls = new ArrayList<>();

  /** One call as it came, without the base of the path. */
  public record Call(
      String method, String path, String type, Optional<String> reason, String body) {}

  private record Answer(int status, String type, byte[] body) {}

  private FakeApi(HttpsServer server, Path directory) {
    this.server = server;
    this.directory = directory;
  }

  /** Opens it, and says in the directory how it is reached. */
  public static FakeApi open(Program program, Path directory) throws IOException {
    TestKey key =
        TestCertificate.subject("CN=program")
            .extension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")))
            .selfSigned();
    HttpsServer server = TestTls.server(key, false);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeApi fake = new FakeApi(server, directory);
    server.createContext("/", fake::exchange);
    server.start();
    Path admin = Files.createDirectories(directory.resolve("admin"));
    Files.writeString(admin.resolve("tls.pem"), Certificates.pem(key.certificate()));
    Path token = admin.resolve("token");
    Files.writeString(token, TOKEN + "\n");
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        admin.resolve(program.file()), "url: " + fake.url() + "\nca: tls.pem\ntoken-file: token\n");
    return fake;
  }

  public String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  public String context() {
    return directory.toString();
  }

  /** What is answered from now on to a call such as {@code GET /members/TEST:GOV:1}. */
  public FakeApi answers(String call, int status, String json) {
    answers.put(
        call,
        new Answer(
            status, "application/json", json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  public FakeApi answers(String call, String file) {
    answers.put(call, new Answer(200, "application/xml", file.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  /** The calls since the last time somebody looked. */
  public synchronized List<Call> calls() {
    List<Call> seen = List.copyOf(calls);
    calls.clear();
    return seen;
  }

  private void exchange(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
    byte[] body = exchange.getRequestBody().readAllBytes();
    synchronized (this) {
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              path,
              header(exchange, "Content-Type").orElse(""),
              header(exchange, "X-Road-Reason"),
              new String(body, StandardCharsets.ISO_8859_1)));
    }
    boolean known =
        header(exchange, "Authorization").equals(Optional.of("X-Road-ApiKey token=" + TOKEN));
    Answer answer =
        known
            ? answers.getOrDefault(
                exchange.getRequestMethod() + " " + path, problem(404, "not_found"))
            : problem(401, "unauthorized");
    exchange.getResponseHeaders().add("Content-Type", answer.type());
    exchange.sendResponseHeaders(
        answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
    exchange.getResponseBody().write(answer.body());
    exchange.close();
  }

  private static Answer problem(int status, String code) {
    String json = "{\"status\":" + status + ",\"error\":{\"code\":\"" + code + "\"}}";
    return new Answer(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
