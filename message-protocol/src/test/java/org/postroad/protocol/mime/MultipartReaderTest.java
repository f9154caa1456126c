// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

class MultipartReaderTest {
  private static final MultipartLimits TIGHT = new MultipartLimits(3, 64, 2, 10);

  @Test
  void readsPartsWithHeadersInOrderAndCase() throws IOException {
    var reader =
        reader("--b\r\ncontent-type: text/xml\r\nX-A: 1\r\nx-a:  2 \r\n\r\nbody\r\n--b--\r\n");
    assertTrue(reader.next());
    assertEquals(
        List.of(
            new Header("content-type", "text/xml"), new Header("X-A", "1"), new Header("x-a", "2")),
        reader.headers().list());
    assertEquals("body", text(reader.body()));
    assertFalse(reader.next());
    assertFalse(reader.next());
  }

  @Test
  void readsPartsThatAreEmptyInEveryForm() throws IOException {
    assertEquals(List.of("", "", "x"), bodies("--b\r\n\r\n\r\n--b\r\n\r\n--b\r\n\r\nx\r\n--b--"));
  }

  @Test
  void lineEndBeforeTheBoundaryBelongsToIt() throws IOException {
    assertEquals(
        List.of("a\r\n", "\r\n\n"), bodies("--b\r\n\r\na\r\n\r\n--b\r\n\r\n\r\n\n\r\n--b--"));
    assertEquals(List.of("a\n", "\r"), bodies("--b\n\na\n\n--b\n\n\r\r\n--b--\n"));
  }

  @Test
  void skipsPreambleAndBlanksBehindTheBoundary() throws IOException {
    assertEquals(List.of("x"), bodies("hello\r\n\r\n--b \t \r\n\r\nx\r\n--b-- \r\n \r\n"));
    assertEquals(List.of("x"), bodies("\r\n--b\r\n\r\nx\r\n--b--"));
  }

  @Test
  void likeBoundariesAreData() throws IOException {
    String body = "--b\r--b\r\n--bb\r\n--b-x\r\n --b\r\n-\n--\r\n--B\r\n--b1--";
    assertEquals(
        List.of(body.substring(3)), bodies("--b\r\n\r\n" + body.substring(3) + "\r\n--b--"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no boundary at all",
        "--b",
        "--b\r\n",
        "--b\r\nA: 1",
        "--b\r\nA: 1\r\n",
        "--b\r\nA: 1\r\n\r\n",
        "--b\r\n\r\nbody",
        "--b\r\n\r\nbody\r\n",
        "--b\r\n\r\nbody\r\n--b",
        "--b\r\n\r\nbody\r\n--b\r\n",
        "--b\r\n\r\nbody\r\n--b-",
        "--b\r\n\r\nbody\r\n--b x\r\n--b--",
        "--b\r\n\r\nbody\r\n--b\rx\r\n--b--",
        "--b\r\n\r\nbody\r\n--b--x",
        "--b\r\n\r\nbody\r\n--b--\r\nepilogue",
        "--b\r\n\r\nbody\r\n--b--\r\n\r\n--b\r\n\r\nhidden\r\n--b--",
        "--b\r\nno colon\r\n\r\nbody\r\n--b--",
        "--b\r\n: 1\r\n\r\nbody\r\n--b--",
        "--b\r\nA : 1\r\n\r\nbody\r\n--b--",
        "--b\r\n A: 1\r\n\r\nbody\r\n--b--",
        "--b\r\nA: 1\rB: 2\r\n\r\nbody\r\n--b--",
        "--b\r\nA: \u0000\r\n\r\nbody\r\n--b--",
        "--b\r\nA(: 1\r\n\r\nbody\r\n--b--"
      })
  void refuses(String content) {
    var fault = assertThrows(Fault.class, () -> bodies(content));
    assertEquals(FaultCode.MIME_PARSING_FAILED, fault.code());
  }

  @Test
  void unfoldsHeaders() throws IOException {
    var reader = reader("--b\r\nContent-Type: a/b;\r\n\tc=d\r\nX: 1\r\n\r\n\r\n--b--");
    reader.next();
    assertEquals("a/b; c=d", reader.headers().first("content-type").orElseThrow());
    assertEquals("1", reader.headers().first("x").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678901\r\n--b\r\n\r\nx\r\n--b--",
        "--b\r\n\r\nx\r\n--b\r\n\r\nx\r\n--b\r\n\r\nx\r\n--b\r\n\r\nx\r\n--b--",
        "--b\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\nx\r\n--b--",
        "--b\r\nA: 123456789012345678901234567890123456789012345678901234567890\r\n\r\n\r\n--b--",
        "--b\r\n\r\nx\r\n--b--\r\n\r\n\r\n\r\n\r\n\r\n\r\n"
      })
  void holdsItsLimits(String content) {
    assertThrows(Fault.class, () -> bodies(content, "b", TIGHT, 7));
    assertEquals(
        FaultCode.MIME_PARSING_FAILED,
        assertThrows(Fault.class, () -> bodies(content, "b", TIGHT, 100)).code());
  }

  @Test
  void blanksBehindABoundaryAreBounded() {
    assertThrows(Fault.class, () -> bodies("--b" + " ".repeat(100) + "\r\n\r\n\r\n--b--"));
  }

  @Test
  void readBodyIsBounded() throws IOException {
    var exact = reader("--b\r\n\r\n12345\r\n--b--");
    exact.next();
    assertEquals("12345", new String(exact.readBody(5), ISO_8859_1));
    var longer = reader("--b\r\n\r\n123456\r\n--b--");
    longer.next();
    assertThrows(Fault.class, () -> longer.readBody(5));
  }

  @Test
  void bodyEndsWhenTheNextPartBegins() throws IOException {
    var reader = reader("--b\r\n\r\nfirst\r\n--b\r\n\r\nsecond\r\n--b--");
    reader.next();
    InputStream first = reader.body();
    assertEquals('f', first.read());
    assertTrue(reader.next());
    assertEquals(-1, first.read());
    assertEquals(-1, first.read(new byte[4], 0, 4));
    assertEquals("second", text(reader.body()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "with\nline", "ends ", "täpi"})
  void refusesImpossibleBoundaries(String boundary) {
    var in = InputStream.nullInputStream();
    assertThrows(Fault.class, () -> new MultipartReader(in, boundary));
    assertThrows(Fault.class, () -> new MultipartReader(in, "b".repeat(201)));
  }

  @Test
  void readsNestedParts() throws IOException {
    var outer =
        reader("--b\r\n\r\n\r\n--bc\r\n\r\none\r\n--bc\r\n\r\ntwo\r\n--bc--\r\n\r\n--b--\r\n");
    assertTrue(outer.next());
    var inner = new MultipartReader(outer.body(), "bc");
    assertTrue(inner.next());
    assertEquals("one", text(inner.body()));
    assertTrue(inner.next());
    assertEquals("two", text(inner.body()));
    assertFalse(inner.next());
    assertFalse(outer.next());
  }

  /** Whatever is written comes back, however the stream is cut into reads. */
  @Test
  void readsWhatTheWriterWrote() throws IOException {
    var random = new Random(7);
    for (int round = 0; round < 300; round++) {
      String boundary = round % 2 == 0 ? "b" : MultipartWriter.boundary("xtop", random);
      List<byte[]> bodies = randomBodies(random, boundary);
      var out = new ByteArrayOutputStream();
      var writer = new MultipartWriter(out, boundary);
      for (byte[] body : bodies) {
        writer.part(Headers.of("Content-Type", "a/b"), body);
      }
      writer.end();
      List<byte[]> read =
          read(new Pieces(out.toByteArray(), random), boundary, MultipartLimits.DEFAULT);
      assertEquals(bodies.size(), read.size());
      for (int i = 0; i < bodies.size(); i++) {
        assertArrayEquals(bodies.get(i), read.get(i), "round " + round);
      }
    }
  }

  /** Bodies full of near misses, without the boundary at the start of a line. */
  private static List<byte[]> randomBodies(Random random, String boundary) {
    String[] pieces = {
      "\r\n", "\n", "\r", "--", "-", boundary.substring(1), "x", "\r\n-", "\r\n--"
    };
    var bodies = new ArrayList<byte[]>();
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      var body = new StringBuilder();
      int size = random.nextInt(4) == 0 ? 40_000 : random.nextInt(30);
      while (body.length() < size) {
        body.append(pieces[random.nextInt(pieces.length)]);
      }
      String text = body.toString().replace("--" + boundary, "==");
      bodies.add(text.getBytes(ISO_8859_1));
    }
    return bodies;
  }

  private static MultipartReader reader(String content) {
    return new MultipartReader(new ByteArrayInputStream(content.getBytes(ISO_8859_1)), "b");
  }

  private static List<String> bodies(String content) throws IOException {
    List<String> whole = bodies(content, "b", MultipartLimits.DEFAULT, 1 << 20);
    assertEquals(whole, bodies(content, "b", MultipartLimits.DEFAULT, 1));
    return whole;
  }

  private static List<String> bodies(
      String content, String boundary, MultipartLimits limits, int piece) throws IOException {
    var in =
        new ByteArrayInputStream(content.getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] to, int offset, int length) {
            return super.read(to, offset, Math.min(length, piece));
          }
        };
    return read(in, boundary, limits).stream().map(b -> new String(b, ISO_8859_1)).toList();
  }

  private static List<byte[]> read(InputStream in, String boundary, MultipartLimits limits)
      throws IOException {
    var reader = new MultipartReader(in, boundary, limits);
    var bodies = new ArrayList<byte[]>();
    while (reader.next()) {
      bodies.add(reader.body().readAllBytes());
    }
    return bodies;
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** A stream that gives a random number of bytes at a time. */
  private static final class Pieces extends ByteArrayInputStream {
    private final Random random;

    Pieces(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] to, int offset, int length) {
      int most = random.nextBoolean() ? 8192 : 3;
      return super.read(to, offset, Math.min(length, 1 + random.nextInt(most)));
    }
  }
}
