// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Which of the four records of an exchange were found in the two logs. */
final class Evidence {

  /** A record that an exchange leaves: where, and of what. */
  private enum Trace {
    CONSUMER_REQUEST,
    CONSUMER_RESPONSE,
    PROVIDER_REQUEST,
    PROVIDER_RESPONSE;

    static Trace of(JsonNode head) {
      return valueOf(
          (head.path("side").asString() + "_" + head.path("kind").asString())
              .toUpperCase(Locale.ROOT));
    }
  }

  private final LogTail consumer;
  private final LogTail provider;
  private final Map<String, Set<Trace>> found = new HashMap<>();

  Evidence(LogTail consumer, LogTail provider) {
    this.consumer = consumer;
    this.provider = provider;
  }

  /** Takes in what was added to both logs since the last time. */
  void read() throws IOException {
    consumer.read(this::add);
    provider.read(this::add);
  }

  private void add(JsonNode head) {
    found
        .computeIfAbsent(head.path("queryId").asString(), _ -> EnumSet.noneOf(Trace.class))
        .add(Trace.of(head));
  }

  /** What is not there of these; they and all others are forgotten, since none comes back. */
  List<String> missing(List<String> acknowledged) {
    List<String> missing = new ArrayList<>();
    for (String id : acknowledged) {
      Set<Trace> absent = EnumSet.allOf(Trace.class);
      absent.removeAll(found.getOrDefault(id, Set.of()));
      if (!absent.isEmpty()) {
        missing.add(id + " without " + absent);
      }
    }
    found.clear();
    return missing;
  }
}
