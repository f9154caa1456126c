// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.signature.SignedParts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The head of a record has one form, which others read and print the same. */
class RecordHeadTest {
  private static final Digest DIGEST = new Digest(DigestAlgorithm.SHA256, new byte[32]);
  private static final String HEX = "sha256:" + "00".repeat(32);
  private static final String WHOLE =
      """
      {"attachments":[{"digest":"D","length":7},{"digest":"D","length":0}],\
      "client":{"instance":"I","memberClass":"C","memberCode":"M"},\
      "hashChain":{"chain":"D","result":"D"},\
      "issue":"case 7","kind":"response","message":"D","outcome":"failed","protocol":"1",\
      "queryId":"q","requestId":"r",\
      "service":{"instance":"TEST","memberClass":"GOV","memberCode":"5678","serviceCode":"s",\
      "serviceVersion":"v","subsystemCode":"people"},\
      "side":"provider","signature":"D","time":"2026-11-21T03:04:05.600Z","userId":"EE1"}\
      """
          .replace("\"D\"", "\"" + HEX + "\"");

  private static RecordHead head(String queryId) {
    return new RecordHead(
        Instant.parse("2026-11-21T03:04:05.6Z"),
        Side.PROVIDER,
        Kind.RESPONSE,
        "1",
        queryId,
        "r",
        Optional.of("EE1"),
        Optional.of("case 7"),
        Optional.of(Outcome.FAILED),
        new MemberId("I", "C", "M"),
        new ServiceId(Fixtures.PROVIDER, "s", Optional.of("v")),
        new SignedParts(DIGEST, List.of(DIGEST, DIGEST)),
        List.of(7L, 0L),
        DIGEST,
        Optional.of(new RecordHead.HashChainDigests(DIGEST, DIGEST)));
  }

  private static String printed(RecordHead head) throws IOException {
    return new String(head.toByteArray(), StandardCharsets.UTF_8);
  }

  private static RecordHead parsed(String json) throws IOException {
    return RecordHead.parse(Fixtures.utf8(json));
  }

  @Test
  void itIsTheBytesThatAreDocumented() throws IOException {
    assertEquals(WHOLE, printed(head("q")));
    assertEquals(head("q"), parsed(WHOLE));
  }

  @Test
  void whatIsOptionalIsLeftOut() throws IOException {
    String request =
        WHOLE
            .replaceFirst("\\[\\{.*?}]", "[]")
            .replaceFirst("\"hashChain\":\\{.*?},", "")
            .replace("\"issue\":\"case 7\",", "")
            .replace("\"kind\":\"response\"", "\"kind\":\"request\"")
            .replace("\"outcome\":\"failed\",", "")
            .replace("\"serviceVersion\":\"v\",", "")
            .replace(",\"userId\":\"EE1\"", "");
    RecordHead head = parsed(request);
    assertEquals(request, printed(head));
    assertEquals(Optional.empty(), head.userId());
    assertEquals(Optional.empty(), head.issue());
    assertEquals(Optional.empty(), head.outcome());
    assertEquals(Optional.empty(), head.hashChain());
    assertEquals(Optional.empty(), head.service().serviceVersion());
  }

  @Test
  void theIndexReadsTheSameAndRefusesWhatIsCutOff() throws IOException {
    String odd = "\u0000 \"quoted\" \\ \u2028 \ufffd \ud83d\ude00";
    for (String queryId : List.of("q", odd, "\\")) {
      byte[] json = head(queryId).toByteArray();
      assertEquals(IndexedHead.of(head(queryId)), IndexedHead.read(json));
      assertEquals(head(queryId), RecordHead.read(json));
    }
    byte[] whole = Fixtures.utf8(WHOLE);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThrows(IOException.class, () -> IndexedHead.read(cut));
    }
    byte[] wrong = Fixtures.utf8(WHOLE.replace("case 7", "case \u00fc"));
    wrong[WHOLE.indexOf("case 7") + 5] = (byte) 0xff;
    assertThrows(IOException.class, () -> IndexedHead.read(wrong));
    assertThrows(IOException.class, () -> RecordHead.read(wrong));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T03:04:05.678Z",
        "0000-01-01T00:00:00.000Z",
        "2024-02-29T23:59:59.999Z",
        "1969-12-31T23:59:59.001Z",
        "2026-12-31T23:59:60.000Z",
        "2026-12-31T24:00:00.000Z",
        "+12026-12-31T00:00:00.000Z"
      })
  void aTimeIsReadAsByTheFormatterOfTheLanguage(String text) {
    DateTimeFormatter formatter =
        new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    assertEquals(formatter.parse(text, Instant::from), RecordTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T03:04:05.678Z",
        "2026-13-01T03:04:05.678Z",
        "2026-11-21T25:04:05.678Z",
        "2026-11-21T03:60:05.678Z",
        "2026-11-21 03:04:05.678Z",
        "2026-11-21T03:04:05.678",
        "2026-11-21T03:04:05.67\u0668Z",
        ""
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThrows(DateTimeException.class, () -> RecordTime.parse(text));
  }

  /**
   * The order of members and the spelling of strings that RFC 8785 asks for, by another program.
   */
  @Test
  void anotherReaderOfJsonFindsItSortedAndReadsTheSameStrings() throws IOException {
    String all = "\u0000\u0001\b\t\n\u000b\f\r\u001f \"\\/\u007f\u0080\u00e9\u2028\ud83d\ude00";
    String json = printed(head(all));
    assertEquals(all, JsonMapper.shared().readTree(json).get("queryId").stringValue());
    assertTrue(
        json.contains(
            "\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \\\"\\\\/\u007f\u0080\u00e9\u2028\ud83d"),
        json);
    assertEquals(all, parsed(json).queryId());
    requireSorted(JsonMapper.shared().readTree(json));
  }

  private static void requireSorted(JsonNode node) {
    List<String> names = List.copyOf(node.propertyNames());
    assertEquals(names.stream().sorted().toList(), names);
    node.forEach(RecordHeadTest::requireSorted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"issue\":\"case 7\" | \"issue\": \"case 7\"",
        "\"issue\":\"case 7\" | \"issue\":\"case\\u00207\"",
        "\"issue\":\"case 7\" | \"issue\":\"case 7\",\"issue\":\"case 7\"",
        "\"issue\":\"case 7\" | \"issue\":null",
        "\"queryId\":\"q\" | \"queryId\":\"\\u0071\"",
        "\"queryId\":\"q\" | \"queryId\":\"\\/\"",
        "\"queryId\":\"q\" | \"queryId\":\"\t\"",
        "\"queryId\":\"q\" | \"queryId\":\"\\u000B\"",
        "\"queryId\":\"q\" | \"queryId\":\"\\ud83d\"",
        "\"queryId\":\"q\",\"requestId\":\"r\" | \"requestId\":\"r\",\"queryId\":\"q\"",
        "\"queryId\":\"q\" | \"queryId\":\"q\",\"r\":1",
        "\"length\":7 | \"length\":07",
        "\"length\":7 | \"length\":7.0",
        "\"length\":7 | \"length\":-7",
        "\"length\":7 | \"length\":7e0",
        "\"length\":7 | \"length\":9007199254740992",
        "\"length\":7 | \"length\":99999999999999999999",
        "{\"attachments\" | [\"attachments\"",
        "sha256:00 | sha256:0",
        "sha256:00 | SHA256:00",
        "sha256:00 | sha257:00",
        "05.600Z | 05.6Z",
        "05.600Z | 05.600+00:00",
        "05.600Z | 65.600Z",
        "\"failed\" | \"lost\"",
        "\"outcome\":\"failed\", | ``",
        "\"kind\":\"response\" | \"kind\":\"request\"",
        "\"kind\":\"response\" | \"kind\":\"Response\"",
        "\"memberClass\":\"C\" | \"memberClass\":\"\"",
      })
  void everyOtherSpellingIsRefused(String from, String to) {
    int at = WHOLE.indexOf(from);
    assertTrue(at >= 0, from);
    String other = WHOLE.substring(0, at) + to + WHOLE.substring(at + from.length());
    assertThrows(IOException.class, () -> parsed(other), other);
  }

  @Test
  void cutOrLengthenedItIsRefused() {
    for (int length = 0; length < WHOLE.length(); length++) {
      String cut = WHOLE.substring(0, length);
      assertThrows(IOException.class, () -> parsed(cut), cut);
    }
    assertThrows(IOException.class, () -> parsed(WHOLE + "\n"));
    assertThrows(IOException.class, () -> parsed(WHOLE + WHOLE));
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAndHalfACharacterIsNeverWritten() {
    byte[] bytes = WHOLE.getBytes(StandardCharsets.UTF_8);
    bytes[WHOLE.indexOf("case")] = (byte) 0xC3;
    assertThrows(IOException.class, () -> RecordHead.parse(bytes));
    assertThrows(CharacterCodingException.class, () -> head("\ud83d").toByteArray());
  }

  @Test
  void onlyAResponseHasAnOutcome() throws IOException {
    NewRecord request = Fixtures.soap("q");
    RecordHead head = RecordHead.of(request, Instant.EPOCH, new BatchDigests());
    assertEquals(Optional.empty(), head.outcome());
    assertThrows(
        IllegalArgumentException.class,
        () -> NewRecord.requireOutcome(Kind.REQUEST, Optional.of(Outcome.SUCCEEDED)));
    assertThrows(
        IllegalArgumentException.class,
        () -> NewRecord.requireOutcome(Kind.RESPONSE, Optional.empty()));
    assertArrayEquals(head.toByteArray(), RecordHead.parse(head.toByteArray()).toByteArray());
  }
}
