// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Lengths of time in options, written as in the files of the processes: {@code 10min}. */
public final class TimeConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    return Units.time(text)
        .orElseThrow(
            () -> new TypeConversionException("'" + text + "' is no time in " + Units.TIMES));
  }
}
