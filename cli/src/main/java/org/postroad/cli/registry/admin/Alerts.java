// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;

/** What keeps a registry from publishing, in plain words and with what helps (E47). */
final class Alerts {
  private static final String FAILING = "status.global_conf_generation.";
  private static final String KEY = "status.signing_key.";

  private Alerts() {}

  static String text(JsonNode alert) {
    String code = Values.text(alert, "error_code");
    return switch (code) {
      case "status.signer_error" -> "nothing can be signed";
      case FAILING + "status_not_found" -> "nothing was ever published";
      case FAILING + "failing" -> "publishing fails since " + Values.text(alert, "since");
      case FAILING + "global_conf_expired" -> "what is published has expired";
      default -> code.startsWith(KEY) ? keyText(code.substring(KEY.length())) : code;
    };
  }

  private static String keyText(String sourceAndProblem) {
    String[] words = sourceAndProblem.split("\\.", 2);
    String key = "the key of the " + words[0] + " configuration ";
    return switch (words[words.length - 1]) {
      case "missing" -> "no key is active for the " + words[0] + " configuration";
      case "token_not_found" -> key + "is in a token that is not there";
      case "token_not_active" -> key + "is in a token that is closed";
      case "key_not_available" -> key + "is not in its token";
      default -> key + "has a problem: " + words[words.length - 1];
    };
  }

  /** What to type about it. */
  static String next(JsonNode alert) {
    String code = Values.text(alert, "error_code");
    if (code.endsWith(".missing")) {
      return "postroad registry key list";
    }
    return code.contains("token") || code.contains("key_not") || code.endsWith("signer_error")
        ? "postroad registry token list"
        : "postroad registry node list";
  }
}
