// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordLinesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7, 8, 100})
  void linesAreTheSameWhateverTheBufferAndOneWithoutAnEndIsNone(int buffer) throws IOException {
    var lines =
        new RecordLines(
            Channels.newChannel(
                new ByteArrayInputStream("a\nlonger\nab\nwritt".getBytes(US_ASCII))),
            buffer);
    List<String> read = new ArrayList<>();
    for (byte[] line = lines.next(); line.length > 0; line = lines.next()) {
      read.add(new String(line, US_ASCII));
    }
    assertEquals(List.of("a", "longer", "ab"), read);
  }
}
