// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.securityserver.logtree.TreeStatus;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.TimestampService;
import org.postroad.securityserver.witness.TransparencyStatus;
import org.postroad.testing.TestAuthority;

/** A log of 150 records in several segments, the last of which waits for its time-stamp. */
final class Fixtures {
  static final int RECORDS = 150;
  static final RecordSearch NEWEST = new RecordSearch(RecordFilter.ALL, false, 1_000);

  /** A log that nobody else has heard of. */
  static final TransparencyStatus ALONE =
      new TransparencyStatus(
          new TreeStatus(0, Optional.empty(), Optional.empty(), false, Optional.empty()),
          List.of(),
          List.of());

  private Fixtures() {}

  static void write(Path directory, TestAuthority authority) throws IOException {
    new LargeLog(authority).write(directory, new LargeLog.Shape(RECORDS, 10, 1 << 17, RECORDS - 1));
  }

  static MessageLog open(Path directory, TestAuthority authority) throws IOException {
    return MessageLog.open(
        directory,
        MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO),
        Clock.fixed(TestAuthority.NOW, ZoneOffset.UTC),
        new SplittableRandom(5),
        new Stamps(authority));
  }

  private record Stamps(TestAuthority authority) implements TimestampService {
    @Override
    public byte[] stamp(Digest imprint) {
      return authority.timestamp(imprint, TestAuthority.NOW);
    }

    @Override
    public boolean isConfigured() {
      return true;
    }
  }

  static List<RecordLine> search(LogOperations log, RecordSearch search) throws IOException {
    List<RecordLine> found = new ArrayList<>();
    var _ = log.search(search, found::add, TaskProgress.SILENT);
    return found;
  }

  static ExportChoice records(long... sequences) {
    return new ExportChoice(
        Arrays.stream(sequences).boxed().toList(), Optional.empty(), ExportChoice.Unstamped.REFUSE);
  }

  /** Keeps an export in memory. */
  static final class Kept implements LogOperations.ExportTarget {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String name = "";

    @Override
    public OutputStream open(String fileName) {
      name = fileName;
      return bytes;
    }
  }
}
