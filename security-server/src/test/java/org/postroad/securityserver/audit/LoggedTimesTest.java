// SPDX-License-Identifier: MIT
package org.postroad.securityserver.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.securityserver.journal.JournalReader;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.testing.TestAuthority;

class LoggedTimesTest {

  /** Records of a millisecond each, in several segments. */
  @Test
  void aTimeIsTheFirstRecordThatWasLoggedThenOrLater(@TempDir Path log) throws IOException {
    new LargeLog(TestAuthority.create()).write(log, new LargeLog.Shape(60, 10, 1 << 16, 60));
    assertTrue(JournalReader.open(log).segments().size() > 1);
    LoggedTimes times = LoggedTimes.of(log);
    assertEquals(Optional.of(1L), times.firstFrom(TestAuthority.NOW.minusSeconds(1)));
    assertEquals(Optional.of(1L), times.firstFrom(TestAuthority.NOW));
    assertEquals(Optional.of(41L), times.firstFrom(TestAuthority.NOW.plusMillis(40)));
    assertEquals(Optional.empty(), times.firstFrom(TestAuthority.NOW.plusSeconds(60)));
  }
}
