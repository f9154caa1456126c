// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.time.Clock;
import java.time.Instant;
import org.postroad.cli.output.TypedTime;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Points in time as people type them, see {@link TypedTime}. */
final class TimeConverter implements ITypeConverter<Instant> {
  private final Clock clock;

  TimeConverter() {
    this(Clock.systemUTC());
  }

  TimeConverter(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String typed) {
    return TypedTime.read(typed, clock)
        .orElseThrow(() ->
            new TypeConversionException("'" + typed + "' is no time; write " + TypedTime.FORMS));
  }
}
