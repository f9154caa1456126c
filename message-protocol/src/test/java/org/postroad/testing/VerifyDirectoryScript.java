// SPDX-License-Identifier: MIT

package org.postroad.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code docs/verify-directory.sh}: a shell and OpenSSL, which share no line of code with us. */
public final class VerifyDirectoryScript {
  private static final Path SCRIPT =
      Path.of("..", "docs", "verify-directory.sh").toAbsolutePath().normalize();

  /** What it ended with and what it said. */
  public record Outcome(int status, String text) {}

  private VerifyDirectoryScript() {}

  /** Verifies a directory by an anchor and the parts in a folder. */
  public static Outcome run(Path anchor, Path directory, Path folder) {
    var command =
        List.of(
            "sh", SCRIPT.toString(), anchor.toString(), directory.toString(), folder.toString());
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("does not end: " + command);
      }
      return new Outcome(process.exitValue(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
