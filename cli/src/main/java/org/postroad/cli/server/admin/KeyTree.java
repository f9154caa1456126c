// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Values;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Tokens hold keys, and keys hold certificates and requests: each of them as one list. */
final class KeyTree {
  static final String TOKENS = "/tokens";

  private static final String ON = "token";
  private static final String OF = "key";

  private KeyTree() {}

  /** All keys, each with the name of its token. */
  static JsonNode keys(JsonNode tokens) {
    ArrayNode keys = JsonNodeFactory.instance.arrayNode();
    for (JsonNode token : tokens) {
      token.path("keys").forEach(key -> add(keys, key, ON, Values.text(token, "name")));
    }
    return keys;
  }

  /** All certificates, each with the name of its key. */
  static JsonNode certificates(JsonNode tokens) {
    return below(tokens, "certificates");
  }

  /** All requests, each with the name of its key. */
  static JsonNode requests(JsonNode tokens) {
    return below(tokens, "certificate_signing_requests");
  }

  private static JsonNode below(JsonNode tokens, String field) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (JsonNode key : keys(tokens)) {
      key.path(field).forEach(each -> add(all, each, OF, Values.text(key, "name")));
    }
    return all;
  }

  private static void add(ArrayNode all, JsonNode each, String where, String name) {
    if (each instanceof ObjectNode object) {
      all.add(object.deepCopy().put(where, name));
    }
  }

  static Column token() {
    return Column.column("token", ON);
  }

  static Column key() {
    return Column.column("key", OF);
  }

  /** A key by its name, where no other has the same, or its id. */
  static Lookup keyByName() {
    return Lookup.of("keys", TOKENS, "id", "name").in(KeyTree::keys);
  }
}
