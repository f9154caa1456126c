// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.messagelog.Side;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** Which exchanges leave a record, and what becomes of it (G-009, G-011). */
final class MonitoringTest {
  private static final Instant NOW = TestAuthority.NOW;

  @TempDir Path directory;
  private final StandingClock clock = new StandingClock(NOW);
  private final TestInstance instance = new TestInstance();

  private static ExchangeRecord exchange(ExchangeRecord.Purpose purpose) {
    CarriedMessage request =
        new CarriedMessage(TestMessages.soap(TestMessages.service("people")), 0, 0);
    return new ExchangeRecord(
        Side.CONSUMER,
        purpose,
        new Moments(NOW, Optional.empty(), Optional.empty(), Optional.empty(), NOW),
        Optional.empty(),
        Optional.of(request),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private int recordsAfter(MonitoringSettings settings, ExchangeRecord.Purpose purpose)
      throws IOException {
    try (Monitoring monitoring =
        Monitoring.open(
            directory,
            settings,
            new Monitoring.MonitoredServer(
                () -> instance.atProvider(List.of()), "127.0.0.1", List::of),
            clock)) {
      monitoring.accept(exchange(purpose));
      monitoring.flush();
    }
    List<byte[]> lines = new ArrayList<>();
    try (RecordFiles files = RecordFiles.open(directory, NOW)) {
      files.read(0, Long.MAX_VALUE, (_, line) -> lines.add(line));
    }
    return lines.size();
  }

  @Test
  void aMessageLeavesARecordAndAnInquiryDoesNot() throws IOException {
    assertEquals(0, recordsAfter(MonitoringSettings.DEFAULT, ExchangeRecord.Purpose.INQUIRY));
    assertEquals(1, recordsAfter(MonitoringSettings.DEFAULT, ExchangeRecord.Purpose.MESSAGE));
  }

  @Test
  void noBufferMeansNoRecords() throws IOException {
    MonitoringSettings usual = MonitoringSettings.DEFAULT;
    MonitoringSettings none =
        new MonitoringSettings(0, usual.keep(), usual.offset(), usual.records(), false, false);
    assertEquals(0, recordsAfter(none, ExchangeRecord.Purpose.MESSAGE));
  }

  @Test
  void whatCannotBeWrittenWaits() throws IOException {
    RecordBuffer buffer = new RecordBuffer(10);
    RecordFiles files = RecordFiles.open(directory, NOW);
    RecordKeeper keeper = new RecordKeeper(buffer, files, Duration.ofDays(7), clock);
    files.close();
    buffer.add(OperationalRecord.builder().text(OperationalField.MESSAGE_ID, "one").build());
    keeper.writeAll();
    keeper.close();
    assertEquals(1, buffer.take(10).size());
    assertEquals(0, buffer.takeDropped());
  }
}
