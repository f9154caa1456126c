// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRecordsTest {
  private static final Instant FIRST = Instant.ofEpochSecond(1_000_000);
  private static final Instant SECOND = FIRST.plus(Duration.ofHours(2));

  @TempDir private Path directory;

  private static OperationalRecord record(String messageId, String requestId) {
    return OperationalRecord.builder()
        .text(OperationalField.MESSAGE_ID, messageId)
        .text(OperationalField.X_REQUEST_ID, requestId)
        .build();
  }

  private void keep() throws IOException {
    try (RecordFiles files = RecordFiles.open(directory, FIRST)) {
      files.append(List.of(record("a", "r1"), record("b", "r2")), FIRST);
      files.append(List.of(record("c\"\\", "r3"), record("a", "r4"), record("ab", "a")), SECOND);
    }
  }

  private List<String> of(String id) throws IOException {
    return new KeptRecords(directory)
        .of(id).stream().map(kept -> kept.file() + ":" + kept.line()).toList();
  }

  @Test
  void anExchangeIsFoundByEitherIdInTheNewestFile() throws IOException {
    keep();
    assertEquals(List.of("1007200.jsonl:2", "1007200.jsonl:3"), of("a"));
    assertEquals(List.of("1000000.jsonl:1"), of("r1"));
    assertEquals(List.of("1000000.jsonl:2"), of("b"));
    assertEquals(List.of("1007200.jsonl:1"), of("c\"\\"));
    assertEquals(List.of(), of("d"));
  }

  @Test
  void aLineThatIsBeingWrittenIsPassedOver() throws IOException {
    keep();
    Files.writeString(
        directory.resolve("1007200.jsonl"),
        "{\"monitoringDataTs\":1007201,\"messageId\":\"d",
        StandardOpenOption.APPEND);
    assertEquals(List.of(), of("d"));
    assertEquals(List.of("1007200.jsonl:3"), of("ab"));
  }

  @Test
  void whatIsOlderIsLeftOut() throws IOException {
    keep();
    List<String> found = new ArrayList<>();
    new KeptRecords(directory)
        .since(SECOND, record -> found.add(record.text(OperationalField.MESSAGE_ID).orElseThrow()));
    assertEquals(List.of("c\"\\", "a", "ab"), found);
  }

  @Test
  void thereNeedBeNoRecords() throws IOException {
    assertEquals(List.of(), new KeptRecords(directory.resolve("none")).of("a"));
  }
}
