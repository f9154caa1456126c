// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.mime.Headers;

/** Answers that come compressed (B-045). */
final class ContentCodingTest {
  private static final byte[] CONTENT = new byte[100_000];

  static {
    new Random(45).nextBytes(CONTENT);
  }

  @FunctionalInterface
  private interface Packing {
    OutputStream round(OutputStream out) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip "})
  void unpacksGzipAndSaysNoMoreOfIt(String name) throws IOException {
    ContentCoding.Decoded decoded = decode(name, packed(GZIPOutputStream::new));
    assertArrayEquals(CONTENT, decoded.body().readAllBytes());
    assertEquals(Headers.of("ETag", "\"1\""), decoded.headers());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void unpacksDeflateInBothFormats(boolean bare) throws IOException {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
    ContentCoding.Decoded decoded =
        decode("deflate", packed(out -> new DeflaterOutputStream(out, deflater)));
    deflater.end();
    assertArrayEquals(CONTENT, decoded.body().readAllBytes());
    assertEquals(Headers.of("ETag", "\"1\""), decoded.headers());
    decoded.body().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "zstd", "identity", "gzip, br", ""})
  void passesOnWhatItDidNotAskFor(String name) throws IOException {
    ContentCoding.Decoded decoded = decode(name, CONTENT);
    assertArrayEquals(CONTENT, decoded.body().readAllBytes());
    assertEquals(headers(name), decoded.headers());
  }

  @Test
  void answerWithoutABodyKeepsItsFields() throws IOException {
    ContentCoding.Decoded decoded = decode("gzip", new byte[0]);
    assertEquals(0, decoded.body().readAllBytes().length);
    assertEquals(headers("gzip"), decoded.headers());
  }

  @Test
  void answerThatEndsEarlyOrIsNotWhatItSaysIsNoAnswer() throws IOException {
    byte[] whole = packed(GZIPOutputStream::new);
    InputStream torn = decode("gzip", Arrays.copyOf(whole, whole.length / 2)).body();
    assertThrows(IOException.class, torn::readAllBytes);
    whole[whole.length - 6] ^= 1;
    InputStream changed = decode("gzip", whole).body();
    assertThrows(IOException.class, changed::readAllBytes);
    assertThrows(IOException.class, () -> decode("gzip", CONTENT));
  }

  private static ContentCoding.Decoded decode(String name, byte[] body) throws IOException {
    return ContentCoding.decode(headers(name), new ByteArrayInputStream(body));
  }

  private static Headers headers(String name) {
    return Headers.builder()
        .add("Content-Encoding", name)
        .add("Content-Length", "7")
        .add("ETag", "\"1\"")
        .build();
  }

  private static byte[] packed(Packing packing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packing.round(bytes)) {
      out.write(CONTENT);
    }
    return bytes.toByteArray();
  }
}
