// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One call of the API.
 *
 * @param path below the base, its segments escaped, with the query
 * @param reason why somebody asks for a change, which is kept
 */
public record ApiRequest(String method, String path, Body body, Optional<String> reason) {

  static final String REASON = "X-Road-Reason";

  /** What is sent along. */
  public sealed interface Body {}

  /** Nothing. */
  public record None() implements Body {}

  /** Fields or a list; the secret ones are never shown. */
  public record Json(JsonNode value, List<String> secrets) implements Body {}

  /** A form with texts and files. */
  public record Form(Map<String, String> texts, Map<String, NamedFile> files) implements Body {}

  /** One file as it is. */
  public record Bytes(NamedFile file) implements Body {}

  /** A file that the user named. */
  public record NamedFile(String name, byte[] content) {}

  /** Asks for something. */
  public static ApiRequest get(String path) {
    return new ApiRequest("GET", path, new None(), Optional.empty());
  }
}
