// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The header lines of one part, up to the empty line. */
final class HeaderBlock {
  private final BoundaryScanner scanner;
  private final MultipartLimits limits;
  private final Headers.Builder headers = Headers.builder();
  private int bytes;
  private int fields;

  HeaderBlock(BoundaryScanner scanner, MultipartLimits limits) {
    this.scanner = scanner;
    this.limits = limits;
  }

  Headers read() throws IOException {
    String pending = "";
    for (String next = readLine(); !next.isEmpty(); next = readLine()) {
      boolean folded = next.charAt(0) == ' ' || next.charAt(0) == '\t';
      if (folded && !pending.isEmpty()) {
        pending = pending.stripTrailing() + ' ' + next.strip();
      } else {
        add(pending);
        pending = next;
      }
    }
    add(pending);
    return headers.build();
  }

  private String readLine() throws IOException {
    int length = scanner.headerLine(limits.headerBytes() - bytes);
    if (length > limits.headerBytes() - bytes) {
      throw MultipartReader.failed("a part header longer than " + limits.headerBytes() + " bytes");
    }
    if (length == 0) {
      throw MultipartReader.failed("the end in the header of a part");
    }
    bytes += length;
    return scanner.takeHeaderLine(length);
  }

  private void add(String text) {
    if (text.isEmpty()) {
      return;
    }
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw MultipartReader.failed("a header line without ':': '" + Shown.text(text) + "'");
    }
    if (++fields > limits.headerFields()) {
      throw MultipartReader.failed("more than " + limits.headerFields() + " header fields");
    }
    headers.add(text.substring(0, colon), text.substring(colon + 1).strip());
  }

  static byte[] encoded(Header header) {
    return (header.name() + ": " + header.value() + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
  }
}
