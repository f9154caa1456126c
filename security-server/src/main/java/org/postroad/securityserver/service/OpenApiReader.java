// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads what is needed to register an OpenAPI document of version 3.0 or 3.1.0, in JSON or YAML:
 * where the service is called and its endpoints, parameters of paths as {@code *} (D15, D16).
 * References to other documents are not followed.
 */
public final class OpenApiReader {
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");

  private static final Set<String> READ = Set.of("openapi", "servers", "paths");
  private static final String MERGE = "<<";

  private OpenApiReader() {}

  /**
   * What a document says. The address may have variables in braces; then somebody has to decide
   * what they are.
   *
   * @param unread paths that are described in another place
   */
  public record Api(String url, List<Endpoint> endpoints, List<String> unread) {

    public Api {
      endpoints = List.copyOf(endpoints);
      unread = List.copyOf(unread);
    }
  }

  /**
   * Reads a document.
   *
   * @param source where it came from, which relative addresses in it refer to
   * @throws Fault {@code invalid_request}
   */
  public static Api read(byte[] document, URI source) {
    JsonNode tree = parse(text(document));
    requireVersion(tree.path("openapi"));
    JsonNode paths = tree.path("paths");
    return new Api(url(tree, source), endpoints(paths), references(paths));
  }

  private static String text(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The OpenAPI document is not UTF-8", e);
    }
  }

  /**
   * JSON is nearly YAML, but not where tabs indent it; so what looks like JSON is tried as such.
   */
  private static JsonNode parse(String document) {
    if (document.stripLeading().startsWith("{")) {
      try {
        return parse(document, OpenApiForm.JSON);
      } catch (JacksonException _) {
        // It may still be YAML.
      }
    }
    try {
      requireNoAliases(document);
      return parse(document, OpenApiForm.YAML);
    } catch (JacksonException e) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The OpenAPI document cannot be read: " + e.getOriginalMessage(),
          e);
    }
  }

  /**
   * An alias stands for something written elsewhere; where it stands for a path, a method or an
   * address, these would be missed. Anywhere else nobody looks, and nothing is ever expanded.
   */
  private static void requireNoAliases(String document) {
    try (JsonParser parser = OpenApiForm.YAML.parser(document)) {
      int depth = 0;
      String top = "";
      String name = "";
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token == JsonToken.PROPERTY_NAME) {
          name = parser.currentName();
          top = depth == 1 ? name : top;
        } else if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
          requireUnread(top, depth, name);
        }
      }
    }
  }

  private static void requireUnread(String top, int depth, String name) {
    boolean read =
        depth == 1
            ? READ.contains(name) || name.equals(MERGE)
            : top.equals("servers")
                ? depth <= 3
                : top.equals("paths") && (depth == 2 || (depth == 3 && name.equals(MERGE)));
    if (read) {
      throw refused("a YAML alias in '" + top + "'");
    }
  }

  private static JsonNode parse(String document, OpenApiForm form) {
    return form.mapper()
        .reader()
        .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .readTree(new CodePointReader(document));
  }

  private static void requireVersion(JsonNode version) {
    String text = version.isString() ? version.stringValue() : "";
    if (!text.startsWith("3.0") && !text.equals("3.1.0")) {
      throw refused("version " + version + ", expected 3.0 or 3.1.0");
    }
  }

  private static String url(JsonNode tree, URI source) {
    JsonNode first = tree.path("servers").path(0).path("url");
    String url = first.isString() ? first.stringValue() : "/";
    if (url.contains("{")) {
      return url;
    }
    try {
      return source.resolve(url).toString();
    } catch (IllegalArgumentException e) {
      throw new Fault(
          FaultCode.INVALID_REQUEST, "The OpenAPI document has the server '" + url + "'", e);
    }
  }

  private static List<Endpoint> endpoints(JsonNode paths) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      if (!path.getKey().startsWith("/")) {
        continue;
      }
      if (!path.getValue().isObject()) {
        throw refused("no object as path '" + path.getKey() + "'");
      }
      String glob = glob(path.getKey());
      for (String method : path.getValue().propertyNames()) {
        if (METHODS.contains(method)) {
          endpoints.add(endpoint(method.toUpperCase(Locale.ROOT), glob));
        }
      }
    }
    return endpoints.stream().distinct().toList();
  }

  private static List<String> references(JsonNode paths) {
    return paths.properties().stream()
        .filter(path -> path.getKey().startsWith("/") && path.getValue().has("$ref"))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Endpoint endpoint(String method, String path) {
    try {
      return new Endpoint(method, path);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  /** With {@code *} in each segment for everything from its first to its last brace. */
  private static String glob(String path) {
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      int open = segment.indexOf('{');
      int close = segment.lastIndexOf('}');
      segments.add(
          open >= 0 && close > open
              ? segment.substring(0, open) + '*' + segment.substring(close + 1)
              : segment);
    }
    return String.join("/", segments);
  }

  private static Fault refused(String text) {
    return new Fault(
        FaultCode.INVALID_REQUEST, "The OpenAPI document cannot be registered: " + text);
  }
}
