// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.postroad.securityserver.audit.LoggedTimes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** One end of a range of records, by its number or by when it was logged. */
sealed interface RecordOrTime {

  /** The number of a record. */
  record Numbered(long sequence) implements RecordOrTime {
    @Override
    public Optional<Long> first(LoggedTimes times) {
      return Optional.of(sequence);
    }

    @Override
    public long last(LoggedTimes times) {
      return sequence;
    }
  }

  /** A point in time. */
  record Logged(Instant time) implements RecordOrTime {
    @Override
    public Optional<Long> first(LoggedTimes times) throws IOException {
      return times.firstFrom(time);
    }

    @Override
    public long last(LoggedTimes times) throws IOException {
      return times.firstFrom(time).map(sequence -> sequence - 1).orElse(Long.MAX_VALUE);
    }
  }

  /** The first record of a range that begins here; nothing where there is none. */
  Optional<Long> first(LoggedTimes times) throws IOException;

  /** The last record of a range that ends here; a time itself is not in it. */
  long last(LoggedTimes times) throws IOException;

  /** Digits alone are the number of a record. */
  final class Converter implements ITypeConverter<RecordOrTime> {
    private final TimeConverter times = new TimeConverter();

    @Override
    public RecordOrTime convert(String typed) {
      if (!typed.matches("[0-9]{1,18}")) {
        return new Logged(times.convert(typed));
      }
      long sequence = Long.parseLong(typed);
      if (sequence < 1) {
        throw new TypeConversionException("records are numbered from 1 on");
      }
      return new Numbered(sequence);
    }
  }
}
