// SPDX-License-Identifier: MIT
package org.postroad.protocol.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A whole HTTP message as recorded, taken apart: fields in lower case, body without chunks. */
record RecordedHttp(Map<String, String> fields, byte[] body) {

  static RecordedHttp parse(byte[] message) {
    String text = new String(message, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    Map<String, String> fields = new LinkedHashMap<>();
    text.substring(0, end)
        .lines()
        .skip(1)
        .forEach(line -> {
          int colon = line.indexOf(':');
          fields.put(
              line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        });
    String body = text.substring(end + 4);
    boolean chunked = "chunked".equals(fields.get("transfer-encoding"));
    return new RecordedHttp(
        fields, (chunked ? dechunked(body) : body).getBytes(StandardCharsets.ISO_8859_1));
  }

  String field(String name) {
    return fields.getOrDefault(name, "");
  }

  String contentType() {
    return field("content-type");
  }

  private static String dechunked(String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int lineEnd = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, lineEnd).trim(), 16);
      if (size == 0) {
        return out.toString(StandardCharsets.ISO_8859_1);
      }
      out.writeBytes(
          body.substring(lineEnd + 2, lineEnd + 2 + size).getBytes(StandardCharsets.ISO_8859_1));
      at = lineEnd + 2 + size + 2;
    }
  }
}
