// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.administration.ApiRequest.NamedFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a call is put together from, while the inputs of a command are read. */
final class Outgoing {
  private final Map<String, String> segments = new LinkedHashMap<>();
  private final List<String> query = new ArrayList<>();
  private final ObjectNode fields = JsonNodeFactory.instance.objectNode();
  private final List<String> secrets = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, NamedFile> files = new LinkedHashMap<>();
  private Optional<NamedFile> whole = Optional.empty();
  private Optional<JsonNode> list = Optional.empty();

  void segment(String name, String value) {
    segments.put(name, value);
  }

  void query(String name, String value) {
    query.add(escape(name) + "=" + escape(value));
  }

  void field(String path, JsonNode value) {
    Values.put(fields, path, value);
  }

  /** A field that nobody typed stays as it is. */
  void keep(String path, JsonNode now) {
    if (Values.at(fields, path).isMissingNode() && !now.isMissingNode()) {
      Values.put(fields, path, now);
    }
  }

  void secret(String path, char[] value) {
    secrets.add(path);
    Values.put(fields, path, Values.of(new String(value)));
  }

  void text(String name, String value) {
    texts.put(name, value);
  }

  void file(String name, NamedFile file) {
    files.put(name, file);
  }

  void list(JsonNode values) {
    list = Optional.of(values);
  }

  void whole(NamedFile file) {
    whole = Optional.of(file);
  }

  ApiRequest request(String method, String template, Optional<String> reason) {
    return new ApiRequest(method, path(template), body(), reason);
  }

  /** A path below the base with the query, which only a reading call has. */
  String path(String template) {
    String first = template.contains("?") ? "&" : "?";
    return place(template)
        + query.stream().collect(Collectors.joining("&", query.isEmpty() ? "" : first, ""));
  }

  /** A path below the base alone. */
  String place(String template) {
    String filled = template;
    for (Map.Entry<String, String> segment : segments.entrySet()) {
      filled = filled.replace("{" + segment.getKey() + "}", escape(segment.getValue()));
    }
    return filled;
  }

  private ApiRequest.Body body() {
    if (whole.isPresent()) {
      return new ApiRequest.Bytes(whole.get());
    }
    if (!texts.isEmpty() || !files.isEmpty()) {
      return new ApiRequest.Form(texts, files);
    }
    if (list.isPresent()) {
      return new ApiRequest.Json(list.get(), List.of());
    }
    return fields.isEmpty() ? new ApiRequest.None() : new ApiRequest.Json(fields, secrets);
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }
}
