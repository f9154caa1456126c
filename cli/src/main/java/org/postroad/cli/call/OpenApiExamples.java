// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.identifier.ServiceId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** One request for each operation of an OpenAPI document. */
final class OpenApiExamples {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch");
  private static final String JSON = "application/json";

  private final ServiceId service;
  private final JsonNode document;
  private final ExampleValue values;

  private OpenApiExamples(ServiceId service, JsonNode document) {
    this.service = service;
    this.document = document;
    this.values = new ExampleValue(document);
  }

  static List<ExampleRequest> of(byte[] openApi, ServiceId service) {
    String text = new String(openApi, StandardCharsets.UTF_8);
    try {
      return new OpenApiExamples(service, YAMLMapper.shared().readTree(text)).all();
    } catch (JacksonException unreadable) {
      throw new CallFailed("The OpenAPI document cannot be read");
    }
  }

  private List<ExampleRequest> all() {
    List<ExampleRequest> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      JsonNode shared = path.getValue().path("parameters");
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          all.add(example(method.getKey(), path.getKey(), method.getValue(), shared));
        }
      }
    }
    return all;
  }

  private ExampleRequest example(String verb, String path, JsonNode operation, JsonNode shared) {
    String method = verb.toUpperCase(Locale.ROOT);
    List<String> arguments =
        new ArrayList<>(List.of("call", "rest", CalledService.written(service), path));
    Stream.concat(shared.valueStream(), operation.path("parameters").valueStream())
        .map(values::resolved)
        .filter(parameter -> parameter.path("required").asBoolean(false))
        .forEach(parameter -> add(arguments, parameter));
    JsonNode content = values.resolved(operation.path("requestBody")).path("content");
    String type =
        content.has(JSON) ? JSON : content.propertyNames().stream().findFirst().orElse("");
    if (!method.equals(type.isEmpty() ? "GET" : "POST")) {
      arguments.addAll(List.of("--method", method));
    }
    String title = operation.path("summary").asString("");
    if (type.isEmpty()) {
      return new ExampleRequest(method + ' ' + path, title, arguments, "");
    }
    boolean json = type.equals(JSON) || type.endsWith("+json");
    if (!type.equals(JSON)) {
      arguments.addAll(List.of("--content-type", type));
    }
    arguments.addAll(List.of("--body", json ? "-" : "FILE"));
    return new ExampleRequest(
        method + ' ' + path, title, arguments, json ? body(content.path(type)) : "");
  }

  /** Those of the path stand there already. */
  private void add(List<String> arguments, JsonNode parameter) {
    String name = parameter.path("name").asString("");
    JsonNode described = parameter.has("example") ? parameter : parameter.path("schema");
    String value = values.of(described).asString("");
    switch (parameter.path("in").asString("")) {
      case "query" -> arguments.addAll(List.of("--query", name + '=' + value));
      case "header" -> arguments.addAll(List.of("--header", name + ": " + value));
      default -> {}
    }
  }

  private String body(JsonNode media) {
    JsonNode value = media.has("example") ? media.path("example") : values.of(media.path("schema"));
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(value);
  }
}
