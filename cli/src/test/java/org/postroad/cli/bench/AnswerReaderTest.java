// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
      })
  void answerIsWholeWithItsLastByteAndNotBefore(String answer) throws IOException {
    AnswerReader reader = new AnswerReader();
    for (int i = 0; i < answer.length(); i++) {
      boolean last = i == answer.length() - 1;
      assertEquals(last, reader.take(bytes(answer.substring(i, i + 1))), "after byte " + i);
    }
    assertTrue(reader.isGood());
  }

  @Test
  void faultsAndErrorsAreNoGood() throws IOException {
    assertFalse(read("HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n").isGood());
    assertFalse(read("HTTP/1.1 200 OK\r\nX-Road-Error: x\r\nContent-Length: 0\r\n\r\n").isGood());
    assertFalse(read("HTTP/1.1 200 OK\r\nContent-Length: 18\r\n\r\n<S:Fault></S:Fault").isGood());
  }

  @Test
  void isReadyForTheNextAnswerAfterAReset() throws IOException {
    AnswerReader reader = read("HTTP/1.1 500 Error\r\nContent-Length: 2\r\n\r\nno");
    reader.reset();
    assertTrue(reader.take(bytes("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nyes")));
    assertTrue(reader.isGood());
  }

  @Test
  void answerWithoutAnEndIsRefused() {
    assertThrows(IOException.class, () -> read("HTTP/1.1 200 OK\r\n\r\n"));
  }

  private static AnswerReader read(String answer) throws IOException {
    AnswerReader reader = new AnswerReader();
    assertTrue(reader.take(bytes(answer)));
    return reader;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
