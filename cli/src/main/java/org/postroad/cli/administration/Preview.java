// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postroad.cli.output.Table;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What {@code --dry-run} shows.
 *
 * @param fields what would be sent, a secret never
 */
record Preview(String method, String path, String reason, List<Field> fields) {
  private static final String SECRET = "(secret)";

  /** One thing that would be sent, and what is there now. */
  record Field(String name, String now, String then) {}

  /** The preview of a request. */
  static Preview of(ApiRequest request, JsonNode current) {
    List<Field> fields = new ArrayList<>();
    sent(request.body())
        .forEach((name, value) -> fields.add(new Field(name, Values.text(current, name), value)));
    return new Preview(request.method(), request.path(), request.reason().orElse(""), fields);
  }

  private static Map<String, String> sent(ApiRequest.Body body) {
    Map<String, String> all = new LinkedHashMap<>();
    switch (body) {
      case ApiRequest.None _ -> {}
      case ApiRequest.Json json -> {
        flatten("", json.value(), all);
        json.secrets().forEach(name -> all.put(name, SECRET));
      }
      case ApiRequest.Bytes bytes -> all.put("file", described(bytes.file()));
      case ApiRequest.Form form -> {
        all.putAll(form.texts());
        form.files().forEach((name, file) -> all.put(name, described(file)));
      }
    }
    return all;
  }

  private static void flatten(String prefix, JsonNode value, Map<String, String> into) {
    if (value instanceof ObjectNode object) {
      object
          .properties()
          .forEach(field ->
              flatten(
                  prefix.isEmpty() ? field.getKey() : prefix + "." + field.getKey(),
                  field.getValue(),
                  into));
    } else {
      into.put(prefix, Values.text(value));
    }
  }

  private static String described(ApiRequest.NamedFile file) {
    return file.name() + ", " + file.content().length + " bytes";
  }

  void print(PrintWriter out) {
    out.println("Nothing was sent. This would be:");
    out.println("  " + method + " " + path);
    if (!fields.isEmpty()) {
      Table table = Table.of("field", "now", "then");
      fields.forEach(field -> table.row(field.name(), field.now(), field.then()));
      table.print(out);
    }
  }
}
