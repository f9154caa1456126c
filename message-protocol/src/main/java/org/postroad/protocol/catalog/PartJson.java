// SPDX-License-Identifier: MIT

package org.postroad.protocol.catalog;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form both parts have: a head, then one line for each of their entries.
 *
 * <pre>{@code
 * {"format":"…","instance":"DEV","clients":[
 * {"client":"DEV/GOV/1/People",…},
 * {"client":"DEV/GOV/2/Tax",…}
 * ]}
 * }</pre>
 *
 * <p>There is one way to write a part, and whoever reads one writes it again and compares: so two
 * parts that say the same are the same bytes, and no byte goes unread.
 */
final class PartJson {
  static final int MOST_BYTES = 32 << 20;
  private static final int MOST_DEPTH = 8;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MOST_DEPTH)
                          .maxDocumentLength(MOST_BYTES)
                          .build())
                  .build())
          .build();

  private PartJson() {}

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] write(String format, String instance, String name, List<ObjectNode> entries) {
    var out = new ByteArrayOutputStream(256 + 512 * entries.size());
    ObjectNode head = object().put("format", format).put("instance", instance);
    byte[] opening = JSON.writeValueAsBytes(head);
    out.write(opening, 0, opening.length - 1);
    out.writeBytes((",\"" + name + "\":[\n").getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < entries.size(); i++) {
      out.writeBytes(JSON.writeValueAsBytes(entries.get(i)));
      out.writeBytes((i + 1 < entries.size() ? ",\n" : "\n").getBytes(StandardCharsets.US_ASCII));
    }
    out.writeBytes("]}\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /** The tree of a part of this format. */
  static JsonNode read(String format, byte[] part) {
    if (part.length > MOST_BYTES) {
      throw malformed("A part of " + part.length + " bytes, at most " + MOST_BYTES + " expected");
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(part);
    } catch (JacksonException notJson) {
      throw new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "The part is not JSON", notJson);
    }
    if (!text(tree, "format").equals(format)) {
      throw malformed("Format '" + text(tree, "format") + "', expected '" + format + "'");
    }
    return tree;
  }

  static List<JsonNode> list(JsonNode tree, String name) {
    JsonNode list = tree.path(name);
    if (!list.isArray()) {
      throw malformed("No list '" + name + "'");
    }
    var entries = new ArrayList<JsonNode>(list.size());
    list.forEach(entries::add);
    return entries;
  }

  static String text(JsonNode object, String name) {
    return optional(object, name).orElseThrow(() -> malformed("No text '" + name + "'"));
  }

  static Optional<String> optional(JsonNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw malformed("'" + name + "' is no text");
    }
    return Optional.of(value.stringValue());
  }

  static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException noTime) {
      throw new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "'" + text + "' is no time", noTime);
    }
  }

  static Digest sha256(String hex) {
    return new Digest(DigestAlgorithm.SHA256, hex(hex, DigestAlgorithm.SHA256.length()));
  }

  static BigInteger number(String hex) {
    if (hex.isEmpty() || hex.length() > 64 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw malformed("'" + hex + "' is no number in hexadecimal digits");
    }
    return new BigInteger(hex, 16);
  }

  private static byte[] hex(String hex, int length) {
    if (hex.length() != 2 * length || !hex.chars().allMatch(HexFormat::isHexDigit)) {
      throw malformed("'" + hex + "', expected " + 2 * length + " hexadecimal digits");
    }
    return HexFormat.of().parseHex(hex);
  }

  static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
