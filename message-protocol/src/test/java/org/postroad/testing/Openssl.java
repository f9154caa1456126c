// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The OpenSSL command, an independent judge of what is made here. */
public final class Openssl {
  private Openssl() {}

  /** Runs it in a folder; its output, or an error when it does not exit with 0. */
  public static String run(Path folder, String... arguments) {
    List<String> command = Stream.concat(Stream.of("openssl"), Stream.of(arguments)).toList();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("openssl does not end: " + command);
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(command + " exits with " + process.exitValue() + "\n" + output);
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
