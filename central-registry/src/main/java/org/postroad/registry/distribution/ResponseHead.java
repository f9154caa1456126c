// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The head of an answer. All of the configuration is {@code application/octet-stream}: what a
 * directory is stands in its first lines, and clients must not look further (A25).
 *
 * @param changing whether the same path gives something else later
 * @param type of the body, which may be empty without one
 */
record ResponseHead(int status, long length, boolean changing, String type) {
  private static final String BYTES = "application/octet-stream";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  ResponseHead(int status, long length, boolean changing) {
    this(status, length, changing, status == 200 ? BYTES : "");
  }

  static ResponseHead refusal(int status) {
    return new ResponseHead(status, 0, false);
  }

  byte[] toBytes(Instant now, boolean keepAlive) {
    var head = new StringBuilder();
    line(head, "HTTP/1.1 " + status + " " + reason());
    line(head, "Date: " + DATE.format(now));
    line(head, "Content-Length: " + length);
    if (!type.isEmpty()) {
      line(head, "Content-Type: " + type);
      line(head, "X-Content-Type-Options: nosniff");
    }
    if (changing) {
      line(head, "Cache-Control: no-cache");
    }
    if (status == 405) {
      line(head, "Allow: GET, HEAD");
    }
    if (!keepAlive) {
      line(head, "Connection: close");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void line(StringBuilder head, String line) {
    head.append(line).append("\r\n");
  }

  private String reason() {
    return switch (status) {
      case 200 -> "OK";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 411 -> "Length Required";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 431 -> "Request Header Fields Too Large";
      case 505 -> "HTTP Version Not Supported";
      default -> "Internal Server Error";
    };
  }
}
