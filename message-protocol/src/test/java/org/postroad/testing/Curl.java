// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command curl, which is what integrators try first. */
public final class Curl {
  private static final String MOST_SECONDS = "30";

  private Curl() {}

  /** The response with its head, or an error when curl does not exit with 0. */
  public static String run(String... arguments) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    "curl", "--silent", "--show-error", "--include", "--max-time", MOST_SECONDS),
                Stream.of(arguments))
            .toList();
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(command + " failed\n" + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
