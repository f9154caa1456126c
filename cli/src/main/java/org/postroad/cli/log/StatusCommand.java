// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.postroad.securityserver.journal.Segment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad log status}: how a log is. */
@Command(
    name = "status",
    description = "Shows how the log is: its size, its disk, what waits.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  /** What is known without reading a record. */
  record Size(String log, int segments, long bytes, long diskFree) {}

  @Mixin private LogOptions options = new LogOptions();

  @Override
  public Integer call() {
    return options.run(() -> {
      Size size = size(options.directory());
      options
          .output()
          .answer(
              options.command(),
              size,
              out -> {
                out.println("log       " + size.log());
                out.println(
                    "journal   " + size.segments() + " segments, " + size.bytes() + " bytes");
                out.println("disk      " + size.diskFree() + " bytes free");
              });
      return LogExit.DONE;
    });
  }

  private static Size size(Path directory) throws IOException {
    Collection<Path> files = Segment.list(directory).values();
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return new Size(
        directory.toString(), files.size(), bytes, Files.getFileStore(directory).getUsableSpace());
  }
}
