// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the catalogue takes from an OpenAPI document of version 3, in JSON or YAML: its title, its
 * endpoints and its meaning. The meaning is the whole tree whatever the order of keys and the form,
 * but none of the {@code servers} of the document, a path or an operation, which tell where the
 * service runs. References are not followed.
 */
final class OpenApiDocument {
  static final int MOST_OPERATIONS = 5000;

  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final int MOST_DEPTH = 100;
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build();
  private static final ObjectMapper JSON =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build()).build();
  private static final ObjectMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .streamReadConstraints(CONSTRAINTS)
              .loadSettings(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
              .build());

  private final DescriptionForm form;
  private final JsonNode tree;

  private OpenApiDocument(DescriptionForm form, JsonNode tree) {
    this.form = form;
    this.tree = tree;
  }

  /**
   * Reads a description.
   *
   * @throws Fault {@code invalid_request} for what is no OpenAPI document of version 3
   */
  static OpenApiDocument read(byte[] document, int mostBytes) {
    if (document.length > mostBytes) {
      throw refused("it has more than " + mostBytes + " bytes");
    }
    OpenApiDocument read = parse(text(document));
    JsonNode version = read.tree.path("openapi");
    if (!version.isString() || !version.stringValue().startsWith("3.")) {
      throw refused("its version is not 3.0 or 3.1");
    }
    return read;
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

  /** JSON is nearly YAML, but not where tabs indent it; what looks like JSON is tried as such. */
  private static OpenApiDocument parse(String document) {
    if (document.stripLeading().startsWith("{")) {
      try {
        return new OpenApiDocument(DescriptionForm.OPENAPI_JSON, parse(document, JSON));
      } catch (JacksonException _) {
        // It may still be YAML.
      }
    }
    try {
      return new OpenApiDocument(DescriptionForm.OPENAPI_YAML, parse(document, YAML));
    } catch (JacksonException e) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The OpenAPI document cannot be read: " + e.getOriginalMessage(),
          e);
    }
  }

  private static JsonNode parse(String document, ObjectMapper mapper) {
    return mapper.reader().with(StreamReadFeature.STRICT_DUPLICATE_DETECTION).readTree(document);
  }

  DescriptionForm form() {
    return form;
  }

  Optional<String> title() {
    return text(tree.path("info"), "title");
  }

  /** The endpoints in their order, paths as they are written. */
  List<Operation> operations() {
    var operations = new ArrayList<Operation>();
    for (Map.Entry<String, JsonNode> path : tree.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        boolean operation = path.getKey().startsWith("/") && METHODS.contains(method.getKey());
        if (operation && operations.size() < MOST_OPERATIONS) {
          operations.add(
              new Operation(
                  method.getKey().toUpperCase(Locale.ROOT) + ' ' + path.getKey(),
                  text(method.getValue(), "summary")));
        }
      }
    }
    return operations;
  }

  private static Optional<String> text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() ? Optional.of(value.stringValue()) : Optional.empty();
  }

  Digest meaning() {
    var digest = new MeaningDigest();
    add(digest, tree, List.of());
    return digest.finish();
  }

  /** As deep as the parser allows. */
  private static void add(MeaningDigest digest, JsonNode node, List<String> place) {
    if (node.isObject()) {
      digest.add('{', "");
      var members = new TreeMap<String, JsonNode>();
      node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
      members.forEach((name, value) -> {
        if (!(name.equals("servers") && hasServers(place))) {
          digest.add('k', name);
          add(digest, value, below(place, name));
        }
      });
      digest.add('}', "");
    } else if (node.isArray()) {
      digest.add('[', "");
      node.forEach(element -> add(digest, element, below(place, "")));
      digest.add(']', "");
    } else {
      digest.add(node.isString() ? 's' : 'v', node.asString());
    }
  }

  /** The document, {@code paths./path} and {@code paths./path.method}. */
  private static boolean hasServers(List<String> place) {
    boolean inPath =
        place.size() >= 2 && place.getFirst().equals("paths") && place.get(1).startsWith("/");
    return place.isEmpty()
        || (inPath && place.size() == 2)
        || (inPath && place.size() == 3 && METHODS.contains(place.get(2)));
  }

  /** No longer than what {@link #hasServers} can tell apart. */
  private static List<String> below(List<String> place, String name) {
    if (place.size() == 4) {
      return place;
    }
    var deeper = new ArrayList<>(place);
    deeper.add(name);
    return List.copyOf(deeper);
  }

  private static Fault refused(String why) {
    return new Fault(FaultCode.INVALID_REQUEST, "The OpenAPI document is not taken: " + why);
  }
}
