// SPDX-License-Identifier: MIT
package org.postroad.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A process of a test's own class that is killed while it works, as by {@code kill -9}. */
public final class KilledProcess {
  private static final List<String> SMALL =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m");

  private KilledProcess() {}

  /**
   * Starts the class and kills it; returns when there is nothing of it any more. A line that the
   * kill cut in two is not handed out.
   *
   * @param main prints a line for whatever it has acknowledged, ended by a full stop
   * @param afterMillis from the line at which work has begun
   * @param begun takes each line without its full stop, tells whether work has begun
   */
  public static void run(
      Class<?> main,
      List<String> arguments,
      ProcessBuilder.Redirect errors,
      int afterMillis,
      Predicate<String> begun)
      throws IOException, InterruptedException {
    Process child = new ProcessBuilder(command(main, arguments)).redirectError(errors).start();
    var working = new CountDownLatch(1);
    Thread killer =
        Thread.ofVirtual()
            .start(() -> {
              try {
                working.await();
                child.waitFor(afterMillis, TimeUnit.MILLISECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                child.toHandle().destroyForcibly();
              }
            });
    try (BufferedReader lines = child.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(".") && begun.test(line.substring(0, line.length() - 1))) {
          working.countDown();
        }
      }
    } finally {
      killer.interrupt();
      killer.join();
    }
    child.waitFor();
  }

  private static List<String> command(Class<?> main, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return command;
  }
}
