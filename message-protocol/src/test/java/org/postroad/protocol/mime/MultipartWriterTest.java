// SPDX-License-Identifier: MIT

package org.postroad.protocol.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;

class MultipartWriterTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void writesTheBytesOfTheReference() throws IOException {
    var writer = new MultipartWriter(out, "xtopABC");
    var headers =
        Headers.builder()
            .add("Content-ID", "<a1>")
            .add("Content-Type", "application/octet-stream")
            .add("Content-Transfer-Encoding", "binary")
            .build();
    writer.part(Headers.of("content-type", "text/xml; charset=UTF-8"), "<a/>".getBytes(ISO_8859_1));
    writer.part(headers, "hello".getBytes(ISO_8859_1));
    writer.end();
    assertEquals(
        "--xtopABC\r\ncontent-type: text/xml; charset=UTF-8\r\n\r\n<a/>"
            + "\r\n--xtopABC\r\ncontent-type: application/octet-stream\r\nContent-ID: <a1>\r\n"
            + "Content-Transfer-Encoding: binary\r\n\r\nhello\r\n--xtopABC--\r\n",
        out.toString(ISO_8859_1));
  }

  @Test
  void bytesLeaveWhenTheStreamBelowDecides() throws IOException {
    var flushes = new AtomicInteger();
    var counting =
        new ByteArrayOutputStream() {
          @Override
          public void flush() {
            flushes.incrementAndGet();
          }
        };
    var writer = new MultipartWriter(counting, "b");
    writer.part(Headers.EMPTY, new byte[] {'x'});
    writer.end();
    assertEquals("--b\r\n\r\nx\r\n--b--\r\n", counting.toString(ISO_8859_1));
    assertEquals(0, flushes.get());
  }

  @Test
  void boundaryIsThePrefixAndThirtyLetters() {
    var random = new Random(1);
    for (int i = 0; i < 100; i++) {
      assertTrue(MultipartWriter.boundary("xtop", random).matches("xtop[A-Za-z]{30}"));
    }
  }

  @Test
  void bodyOfAnEarlierPartIsClosed() throws IOException {
    var writer = new MultipartWriter(out, "b");
    OutputStream first = writer.part(Headers.EMPTY);
    writer.part(Headers.EMPTY);
    assertThrows(IllegalStateException.class, () -> first.write(1));
    writer.end();
    assertThrows(IllegalStateException.class, () -> writer.part(Headers.EMPTY));
    assertThrows(IllegalStateException.class, writer::end);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--abc",
        "x\n--abc--",
        "x\r\n--abc\r\n\r\nhidden",
        "\n--abcd",
        "\n\n--abc",
        "a\r\n--abc"
      })
  void guardRefusesABodyThatHoldsTheBoundary(String body) {
    for (int cut = 0; cut <= body.length(); cut++) {
      int at = cut;
      assertThrows(Fault.class, () -> writeInTwo(body, at), body + " cut at " + at);
    }
    assertThrows(Fault.class, () -> writeSingly(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x--abc", "\n--ab", "\n-abc", "--ab\nc", "\r--abc"})
  void guardPassesOtherBodies(String body) {
    for (int cut = 0; cut <= body.length(); cut++) {
      int at = cut;
      assertDoesNotThrow(() -> writeInTwo(body, at), body + " cut at " + at);
    }
    assertDoesNotThrow(() -> writeSingly(body));
  }

  private void writeInTwo(String body, int cut) throws IOException {
    OutputStream part = MultipartWriter.guarded(out, "abc").part(Headers.EMPTY);
    part.write(body.substring(0, cut).getBytes(ISO_8859_1));
    part.write(body.substring(cut).getBytes(ISO_8859_1));
  }

  private void writeSingly(String body) throws IOException {
    OutputStream part = MultipartWriter.guarded(out, "abc").part(Headers.EMPTY);
    for (byte b : body.getBytes(ISO_8859_1)) {
      part.write(b);
    }
  }
}
