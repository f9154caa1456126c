// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is answered to somebody who reads.
 *
 * @param changing whether the same question has another answer later
 */
public record ApiAnswer(int status, String type, byte[] body, boolean changing) {
  static final String JSON = "application/json";
  static final String YAML = "application/yaml";

  private static final JsonMapper MAPPER = JsonMapper.shared();

  static ApiAnswer json(ObjectNode body) {
    return new ApiAnswer(200, JSON, MAPPER.writeValueAsBytes(body), true);
  }

  /** Of what is named by its digest. */
  static ApiAnswer document(String type, byte[] body) {
    return new ApiAnswer(200, type, body, false);
  }

  static ApiAnswer error(int status, String text) {
    ObjectNode body = MAPPER.createObjectNode().put("status", status).put("error", text);
    return new ApiAnswer(status, JSON, MAPPER.writeValueAsBytes(body), true);
  }

  /** As text, for tests and logs. */
  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
