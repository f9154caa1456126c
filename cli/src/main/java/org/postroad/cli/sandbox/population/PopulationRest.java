// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox.population;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The REST interface, as its OpenAPI description says: {@code GET /people/{code}}, {@code POST
 * /people/search}, {@code POST /people/{code}/documents}.
 */
final class PopulationRest implements HttpHandler {

  private static final int LARGEST_JSON = 64 * 1024;
  private static final int MOST_PEOPLE = 50;

  private final PopulationDatabase database;
  private final JsonMapper json = JsonMapper.shared();

  PopulationRest(PopulationDatabase database) {
    this.database = database;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      List<String> path = List.of(exchange.getRequestURI().getPath().substring(1).split("/"));
      Answer answer = answer(exchange.getRequestMethod(), path, exchange.getRequestBody());
      byte[] body = json.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private record Answer(int status, Object body) {
    static Answer error(int status, String message) {
      return new Answer(status, Map.of("error", message));
    }
  }

  private Answer answer(String method, List<String> path, InputStream body) throws IOException {
    if (method.equals("GET") && path.size() == 2 && path.getFirst().equals("people")) {
      return database
          .find(path.get(1))
          .map(person -> new Answer(200, person))
          .orElseGet(() -> Answer.error(404, "No person has the code " + path.get(1)));
    }
    if (method.equals("POST") && path.equals(List.of("people", "search"))) {
      return search(body.readNBytes(LARGEST_JSON));
    }
    if (method.equals("POST") && path.size() == 3 && path.getLast().equals("documents")) {
      return store(path.get(1), body);
    }
    return Answer.error(404, "Nothing at /" + String.join("/", path));
  }

  private Answer search(byte[] body) {
    Optional<String> familyName = familyName(body);
    if (familyName.isEmpty()) {
      return Answer.error(400, "Expected a JSON object with the text familyName");
    }
    List<Person> found = database.withFamilyName(familyName.get(), MOST_PEOPLE);
    return new Answer(200, new Found(found.size(), found));
  }

  /** What a search found, in the order in which the answer says it. */
  record Found(int count, List<Person> people) {}

  private Optional<String> familyName(byte[] body) {
    try {
      JsonNode name = json.readTree(new String(body, StandardCharsets.UTF_8)).path("familyName");
      return name.isString() ? Optional.of(name.stringValue()) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private Answer store(String code, InputStream body) throws IOException {
    if (database.find(code).isEmpty()) {
      return Answer.error(404, "No person has the code " + code);
    }
    Received received = Received.readAll(body);
    database.storeDocument(code, received.length(), received.sha256());
    return new Answer(201, received);
  }

  /** Length and SHA-256 of a document that was read to its end. */
  record Received(long length, String sha256) {

    static Received readAll(InputStream in) throws IOException {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] chunk = new byte[64 * 1024];
        long length = 0;
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
          digest.update(chunk, 0, n);
          length += n;
        }
        return new Received(length, HexFormat.of().formatHex(digest.digest()));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every JDK has SHA-256", e);
      }
    }
  }
}
