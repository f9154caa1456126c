// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.testing.ReferenceVectors;

/**
 * Asked and answered as two reference servers were, two of ours say to each other what those said,
 * but for what {@link Anonymous} takes out and the fields about the connection listed here
 * (docs/decisions/0016).
 */
@Tag(ReferenceVectors.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedExchangeTest {
  private final GoldenServers servers;

  RecordedExchangeTest(@TempDir Path directory) throws IOException {
    servers = new GoldenServers(new GoldenInstance(), directory);
  }

  @AfterAll
  void close() throws Exception {
    servers.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soap", "soap-attachment", "rest-post", "rest-unknown-service"})
  void oursIsTheRecording(String name) throws Exception {
    Recording recording = Recording.of(name);
    Wiretap.Captured ours =
        servers.exchange(recording.asked(), recording.answered(), recording.ids());

    compare(name + " request", recording.request(), ours.request());
    compare(name + " response", recording.response(), ours.response());
    assertEquals(
        List.of(
            "Transfer-Encoding: chunked",
            "Connection: Keep-Alive",
            "User-Agent: Apache-HttpClient/4.5.14 (Java/25.0.3)",
            "Accept-Encoding: gzip,deflate"),
        Anonymous.of(recording.request()).connection());
    assertEquals(List.of("Transfer-Encoding: chunked"), Anonymous.of(ours.request()).connection());
    assertEquals(List.of("Connection: close"), Anonymous.of(recording.response()).connection());
    boolean whole = RawHttp.head(ours.response()).contains("Content-Length");
    assertEquals(
        whole ? List.of() : List.of("Transfer-Encoding: chunked"),
        Anonymous.of(ours.response()).connection());
  }

  private static void compare(String what, byte[] recorded, byte[] ours) {
    Anonymous theirs = Anonymous.of(recorded);
    Anonymous mine = Anonymous.of(ours);
    assertEquals(theirs.endToEnd(), mine.endToEnd(), what);
    assertEquals(theirs.parts().size(), mine.parts().size(), what);
    for (int i = 0; i < theirs.parts().size(); i++) {
      assertEquals(theirs.parts().get(i).text(), mine.parts().get(i).text(), what);
    }
    System.out.println(
        what
            + " is the recorded one: head of "
            + mine.endToEnd().size()
            + " lines"
            + theirs.parts().stream()
                .map(RecordedExchangeTest::line)
                .collect(Collectors.joining()));
  }

  private static String line(Anonymous.Part part) {
    String without =
        part.without().isEmpty() ? "" : " but for " + String.join(", ", part.without());
    return "\n  " + part.name() + ", " + part.text().length() + " characters" + without;
  }

  /** A change of any octet is seen, unless it stands in what must differ. */
  @Test
  void whateverElseDiffersIsSeen() throws IOException {
    byte[] recorded = Recording.of("soap-attachment").request();
    Anonymous good = Anonymous.of(recorded);
    String text = new String(recorded, ISO_8859_1);
    for (String one :
        List.of(
            "POST / ",
            "x-hash-algorithm: SHA-512",
            "xatt",
            "content-type: text/xml",
            "<xroad:getState>",
            "Content-ID: <a1>",
            "hello",
            "    <DefaultDigestMethod",
            "<ns2:DigestValue>",
            "standalone=\"no\"",
            "<ds:SignedInfo>",
            "signature-reference-0",
            "<ds:DigestValue>",
            "2026-11-21T02",
            "</ds:X509Data>\n",
            "urn:oid:1.3.6",
            "</asic:XAdESSignatures>")) {
      int at = text.indexOf(one) + one.length() - 1;
      byte[] changed = recorded.clone();
      changed[at] ^= 1;
      if (one.startsWith("2026")) {
        assertEquals(good, Anonymous.of(changed), one);
      } else {
        assertNotEquals(good, Anonymous.of(changed), one);
      }
    }
  }
}
