// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import org.postroad.protocol.mime.Header;
import org.postroad.protocol.mime.Headers;

/** Writes first lines; fields in the order and spelling given, then those that are added. */
final class HeadWriter {
  private final StringBuilder text = new StringBuilder(512);

  static HeadWriter request(RequestHead head) {
    HeadWriter writer = new HeadWriter();
    writer.text.append(head.method()).append(' ').append(head.target()).append(" HTTP/1.1\r\n");
    writer.fields(head.headers());
    return writer;
  }

  /** With the {@code Date} given in front, unless the head has one. */
  static HeadWriter response(ResponseHead head, String date) {
    HeadWriter writer = new HeadWriter();
    writer.text.append("HTTP/1.1 ").append(head.status()).append(' ').append(head.reason());
    writer.text.append("\r\n");
    if (!head.headers().has("Date")) {
      writer.field("Date", date);
    }
    writer.fields(head.headers());
    return writer;
  }

  HeadWriter field(String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
    return this;
  }

  String end() {
    return text.append("\r\n").toString();
  }

  private void fields(Headers headers) {
    for (Header header : headers.list()) {
      field(header.name(), header.value());
    }
  }
}
