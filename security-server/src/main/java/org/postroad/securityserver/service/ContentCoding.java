// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.postroad.protocol.mime.Headers;

/**
 * Unpacks what a service sent compressed, so that the content itself is signed and a consumer that
 * cannot unpack can read it (B-045). A coding that was not offered here is passed on as it is: then
 * the consumer has asked for it.
 */
final class ContentCoding {

  /** What is asked for when the consumer has no wish of its own. */
  static final String OFFER = "gzip,deflate";

  private static final Set<String> OF_THE_CODED =
      Set.of("content-encoding", "content-length", "content-md5");

  private static final int BUFFER = 8192;

  private ContentCoding() {}

  /** An answer as its service meant it; closing the body gives back what unpacking holds. */
  record Decoded(Headers headers, InputStream body) {}

  private interface Coding {
    InputStream decode(PushbackInputStream coded) throws IOException;
  }

  /** Waits for the first bytes of the body when the header fields name a coding. */
  static Decoded decode(Headers headers, InputStream body) throws IOException {
    return switch (codingOf(headers)) {
      case "gzip", "x-gzip" -> decode(headers, body, coded -> new GZIPInputStream(coded, BUFFER));
      case "deflate" -> decode(headers, body, ContentCoding::inflate);
      default -> new Decoded(headers, body);
    };
  }

  private static String codingOf(Headers headers) {
    List<String> codings = headers.all("content-encoding");
    return codings.size() == 1 ? codings.getFirst().strip().toLowerCase(Locale.ROOT) : "";
  }

  /** An answer without a body, as to HEAD, says only how one would have been packed. */
  private static Decoded decode(Headers headers, InputStream body, Coding coding)
      throws IOException {
    PushbackInputStream coded = new PushbackInputStream(body, 2);
    int first = coded.read();
    if (first < 0) {
      return new Decoded(headers, coded);
    }
    coded.unread(first);
    return new Decoded(headers.without(OF_THE_CODED), coding.decode(coded));
  }

  /** In the zlib format, or without it as some servers send it. */
  private static InputStream inflate(PushbackInputStream coded) throws IOException {
    byte[] start = coded.readNBytes(2);
    coded.unread(start);
    boolean zlib =
        start.length == 2
            && (start[0] & 0x0f) == 8
            && (((start[0] & 0xff) << 8) | (start[1] & 0xff)) % 31 == 0;
    return new Inflating(coded, new Inflater(!zlib));
  }

  /** Ends the inflater, which a stream only does with one it has made itself. */
  private static final class Inflating extends InflaterInputStream {
    Inflating(InputStream in, Inflater inflater) {
      super(in, inflater, BUFFER);
    }

    @Override
    public void close() throws IOException {
      inf.end();
      super.close();
    }
  }
}
