// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept beside a stored part in {@code <part file>.metadata}: JSON, absent fields left out
 * (rows A100, A101). No expiry means the part never expires, no version means version 2; the
 * configuration a verifier is handed has nothing but the version (E-043).
 */
public record PartMetadata(
    Optional<String> contentIdentifier,
    Optional<String> instance,
    Optional<Instant> expires,
    Optional<String> contentFileName,
    Optional<String> contentLocation,
    int version) {
  public static final String SUFFIX = ".metadata";

  private static final int DEFAULT_VERSION = 2;
  private static final int MAXIMUM_BYTES = 16 * 1024;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Metadata of a part that was just taken from a verified directory. */
  public static PartMetadata of(SignedDirectory directory, PartReference part) {
    return new PartMetadata(
        Optional.of(part.contentIdentifier()),
        Optional.of(part.instance()),
        Optional.of(directory.expires()),
        part.fileName(),
        Optional.of(part.location()),
        directory.version());
  }

  /** Metadata as handed to verifiers. */
  public static PartMetadata ofVersion(int version) {
    return new PartMetadata(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        version);
  }

  public static PartMetadata parse(byte[] json) {
    if (json.length > MAXIMUM_BYTES) {
      throw malformed("Metadata of " + json.length + " bytes, expected at most " + MAXIMUM_BYTES);
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(json);
    } catch (JacksonException notJson) {
      throw new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "Metadata is not JSON", notJson);
    }
    if (!tree.isObject()) {
      throw malformed("Metadata is not a JSON object");
    }
    return new PartMetadata(
        text(tree, "contentIdentifier"),
        text(tree, "instanceIdentifier"),
        text(tree, "expirationDate").map(PartMetadata::instant),
        text(tree, "contentFileName"),
        text(tree, "contentLocation"),
        text(tree, "configurationVersion").map(PartMetadata::version).orElse(DEFAULT_VERSION));
  }

  public byte[] toJson() {
    ObjectNode tree = JSON.createObjectNode();
    contentIdentifier.ifPresent(text -> tree.put("contentIdentifier", text));
    instance.ifPresent(text -> tree.put("instanceIdentifier", text));
    expires.ifPresent(
        time -> tree.put("expirationDate", time.truncatedTo(ChronoUnit.SECONDS).toString()));
    contentFileName.ifPresent(text -> tree.put("contentFileName", text));
    contentLocation.ifPresent(text -> tree.put("contentLocation", text));
    tree.put("configurationVersion", Integer.toString(version));
    return JSON.writeValueAsBytes(tree);
  }

  private static Optional<String> text(JsonNode tree, String name) {
    JsonNode value = tree.get(name);
    if (value == null || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw malformed("Metadata field " + name + " is not a string");
    }
    return Optional.of(value.stringValue());
  }

  private static Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notATime) {
      throw new Fault(
          FaultCode.MALFORMED_GLOBAL_CONF, "Expiry '" + text + "' in metadata", notATime);
    }
  }

  private static int version(String text) {
    if (text.isEmpty() || text.length() > 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw malformed("Version '" + text + "' in metadata, expected a number");
    }
    return Integer.parseInt(text);
  }

  private static Fault malformed(String text) {
    return new Fault(FaultCode.MALFORMED_GLOBAL_CONF, text);
  }
}
