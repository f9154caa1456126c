// SPDX-License-Identifier: MIT

package org.postroad.registry.store;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An entry as it is kept, chained to the one before. As a line:
 *
 * <pre>
 * CHAIN {"sequence":1,"accepted":"2026-11-21T04:00:00.123456Z","who":"…","why":"…","change":{…}}
 * </pre>
 *
 * <p>The chain is SHA-256 in hexadecimal over the chain before and the text that follows it here;
 * the first entry follows the name of the instance.
 *
 * @param accepted in whole microseconds, which every database keeps
 * @param change JSON, see {@link ChangeJson}
 */
record StoredEntry(
    long sequence, Instant accepted, String who, String why, String change, String chain) {
  private static final String DOMAIN = "postroad/registry-journal/v1/";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int CHAIN_LENGTH = 64;

  /** What the first entry of an instance is chained to. */
  static String beginning(String instance) {
    return digest(DOMAIN + instance);
  }

  static StoredEntry after(
      JournalPosition last, Instant accepted, String who, String why, String change) {
    long sequence = last.sequence() + 1;
    String text = text(sequence, accepted, who, why, change);
    return new StoredEntry(sequence, accepted, who, why, change, digest(last.chain() + " " + text));
  }

  /** Whether this is the next after another, unaltered. */
  boolean follows(JournalPosition last) {
    return equals(after(last, accepted, who, why, change));
  }

  JournalEntry read(ChangeJson json) {
    return new JournalEntry(sequence, accepted, who, why, json.read(change));
  }

  JournalPosition position() {
    return new JournalPosition(sequence, chain);
  }

  String line() {
    return chain + " " + text(sequence, accepted, who, why, change);
  }

  /** The entry of a line; nothing if it is not one, letter for letter. */
  static Optional<StoredEntry> parse(String line) {
    if (line.length() <= CHAIN_LENGTH) {
      return Optional.empty();
    }
    try {
      JsonNode tree = JSON.readTree(line.substring(CHAIN_LENGTH + 1));
      var entry =
          new StoredEntry(
              tree.path("sequence").asLong(0),
              Instant.parse(tree.path("accepted").asString("")),
              tree.path("who").asString(""),
              tree.path("why").asString(""),
              JSON.writeValueAsString(tree.path("change")),
              line.substring(0, CHAIN_LENGTH));
      return entry.line().equals(line) ? Optional.of(entry) : Optional.empty();
    } catch (JacksonException | DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private static String text(
      long sequence, Instant accepted, String who, String why, String change) {
    return "{\"sequence\":"
        + sequence
        + ",\"accepted\":\""
        + accepted
        + "\",\"who\":"
        + JSON.writeValueAsString(who)
        + ",\"why\":"
        + JSON.writeValueAsString(why)
        + ",\"change\":"
        + change
        + "}";
  }

  private static String digest(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return DigestAlgorithm.SHA256.digest(bytes).hex();
  }
}
