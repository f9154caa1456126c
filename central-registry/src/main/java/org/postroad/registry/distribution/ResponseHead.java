// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * The head of an answer. All of the configuration is {@code application/octet-stream}: what a
 * directory is stands in its first lines, and clients must not look further (A25).
 *
 * @param changing whether the same path gives something else later
 * @param type of the body, which may be empty without one
 * @param tag of a body that changes
 */
record ResponseHead(
    int status, long length, boolean changing, String type, Optional<EntityTag> tag) {
  private static final String BYTES = "application/octet-stream";
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  ResponseHead(int status, long length, boolean changing) {
    this(status, length, changing, status == 200 ? BYTES : "");
  }

  ResponseHead(int status, long length, boolean changing, String type) {
    this(status, length, changing, type, Optional.empty());
  }

  /** Of a directory. */
  static ResponseHead directory(int length, EntityTag tag) {
    return new ResponseHead(200, length, true, BYTES, Optional.of(tag));
  }

  /** Of a directory that the client has already. */
  static ResponseHead unchanged(EntityTag tag) {
    return new ResponseHead(304, 0, true, "", Optional.of(tag));
  }

  static ResponseHead refusal(int status) {
    return new ResponseHead(status, 0, false);
  }

  byte[] toBytes(Instant now, boolean keepAlive) {
    var head = new StringBuilder();
    line(head, "HTTP/1.1 " + status + " " + reason());
    line(head, "Date: " + DATE.format(now));
    if (status != 304) {
      line(head, "Content-Length: " + length);
    }
    if (!type.isEmpty()) {
      line(head, "Content-Type: " + type);
      line(head, "X-Content-Type-Options: nosniff");
    }
    if (changing) {
      line(head, "Cache-Control: no-cache");
    }
    tag.ifPresent(known -> line(head, "ETag: " + known.text()));
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
      case 304 -> "Not Modified";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 411 -> "Length Required";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 505 -> "HTTP Version Not Supported";
      default -> "Internal Server Error";
    };
  }
}
