// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whole HTTP messages as bytes, read as little as it takes to know where one ends. */
final class RawHttp {
  private RawHttp() {}

  /** Reads one message, framing included; a response without length goes on to the end. */
  static byte[] read(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    String head = until(in, out, "\r\n\r\n").toLowerCase(Locale.ROOT);
    Optional<Integer> length =
        Pattern.compile("\r\ncontent-length: *(\\d+)\r\n")
            .matcher(head)
            .results()
            .map(found -> Integer.valueOf(found.group(1)))
            .findFirst();
    if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
      chunks(in, out);
    } else if (length.isPresent()) {
      out.write(in.readNBytes(length.get()));
    } else if (head.startsWith("http/")) {
      in.transferTo(out);
    }
    return out.toByteArray();
  }

  private static void chunks(InputStream in, ByteArrayOutputStream out) throws IOException {
    int size;
    do {
      size = Integer.parseInt(until(in, out, "\r\n").strip(), 16);
      out.write(in.readNBytes(size + 2));
    } while (size > 0);
  }

  private static String until(InputStream in, ByteArrayOutputStream out, String end)
      throws IOException {
    var text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("ended within " + text);
      }
      out.write(octet);
      text.append((char) octet);
    }
    return text.toString();
  }

  /** The lines before the body, without the empty one. */
  static String head(byte[] message) {
    String text = new String(message, ISO_8859_1);
    return text.substring(0, text.indexOf("\r\n\r\n"));
  }

  /** The body without chunks. */
  static byte[] body(byte[] message) {
    String head = head(message);
    String body = new String(message, ISO_8859_1).substring(head.length() + 4);
    if (!(head + "\r\n").toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n")) {
      return body.getBytes(ISO_8859_1);
    }
    var whole = new StringBuilder();
    int at = 0;
    while (true) {
      int end = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, end), 16);
      if (size == 0) {
        return whole.toString().getBytes(ISO_8859_1);
      }
      whole.append(body, end + 2, end + 2 + size);
      at = end + 2 + size + 2;
    }
  }
}
