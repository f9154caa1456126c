// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A shell in which commands are typed one after another, each a process of its own. */
final class Shell implements AutoCloseable {
  /** What a terminal shows of curl: no meter between the lines, the prompt on a line of its own. */
  private static final String QUIETLY = "silent\nshow-error\nwrite-out = \"\\n\"\n";

  private static final String END = "@@ end of command ";

  private final Process bash;
  private final Writer typing;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  /** What came out until a command ended, and how it ended. */
  record Ended(int status, List<String> output) {}

  private Shell(Process bash) {
    this.bash = bash;
    this.typing = bash.outputWriter(UTF_8);
    Thread.ofVirtual().start(this::read);
  }

  /**
   * Starts one in a directory, where it is {@code cli/bin/postroad} and in the path.
   *
   * @param environment what else its commands find there
   */
  static Shell start(Path directory, Map<String, String> environment) throws IOException {
    Path programs = Files.createDirectories(directory.resolve("cli/bin"));
    Path postroad = Files.writeString(programs.resolve("postroad"), launcher());
    Files.setPosixFilePermissions(postroad, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(directory.resolve(".curlrc"), QUIETLY);
    ProcessBuilder builder = new ProcessBuilder("bash");
    builder.directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", programs.toString(), (known, own) -> own + ":" + known);
    builder.environment().put("HOME", directory.toString());
    return new Shell(builder.start());
  }

  /** The command of this build, quick to start. */
  private static String launcher() {
    return """
    #!/bin/sh
    exec %s -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto \\
      --enable-native-access=ALL-UNNAMED -cp '%s' org.postroad.cli.launch.Postroad "$@"
    """
        .formatted(
            ProcessHandle.current().info().command().orElse("java"),
            System.getProperty("java.class.path"));
  }

  private void read() {
    try (BufferedReader reader = bash.inputReader(UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        lines.add(line);
        line = reader.readLine();
      }
    } catch (IOException _) {
      // The shell was closed.
    }
  }

  /** Types a command and waits until the prompt is back. */
  Ended type(String command, long nanos) throws IOException, InterruptedException {
    typing.write(command + "\ns=$?; echo; echo \"" + END + "$s\"; (exit $s)\n");
    typing.flush();
    List<String> output = new ArrayList<>();
    long end = System.nanoTime() + nanos;
    while (true) {
      String line = next(end, output);
      if (line.startsWith(END)) {
        return new Ended(Integer.parseInt(line.substring(END.length())), output);
      }
      output.add(line);
    }
  }

  /** The next line of whatever runs in the background. */
  String next(long end, List<String> before) throws InterruptedException {
    String line = lines.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    if (line == null) {
      throw new AssertionError("nothing more came after:\n" + String.join("\n", before));
    }
    return line;
  }

  /** Ends everything that was started, in no order. */
  @Override
  public void close() {
    List<ProcessHandle> started = bash.descendants().toList();
    started.forEach(ProcessHandle::destroy);
    bash.destroy();
    for (ProcessHandle process : started) {
      process.onExit().orTimeout(20, TimeUnit.SECONDS).exceptionally(_ -> process).join();
      process.destroyForcibly();
    }
  }
}
