// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.postroad.cli.output.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code postroad log prove}: that a record is in the log. */
@Command(
    name = "prove",
    description = {
      "Writes the proof that a record is in the log: its place in the tree, up to a",
      "checkpoint that the log's key and its witnesses have signed. Tools made",
      "elsewhere read it (C2SP tlog-proof)."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:done",
      "1:no such record, or no checkpoint covers it yet",
      "2:wrong usage, or no such log"
    })
final class ProveCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  /** What was written. */
  record Written(long record, String file) {}

  @Mixin private LogOptions options = new LogOptions();

  @Parameters(paramLabel = "RECORD", description = "Number of the record.")
  private long sequence;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE|DIR|-",
      defaultValue = ".",
      description = "A new file, a directory, or - for standard output (${DEFAULT-VALUE}).")
  private String target = ".";

  @Override
  public Integer call() {
    return options.run((log, _) -> {
      byte[] proof = log.prove(sequence).getBytes(StandardCharsets.UTF_8);
      if (target.equals(STANDARD_OUTPUT)) {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
          out.write(proof);
        }
        return LogExit.DONE;
      }
      return write(proof);
    });
  }

  private int write(byte[] proof) throws IOException {
    try (NewFile file = new NewFile(Path.of(target))) {
      try (OutputStream out = file.open("record-" + sequence + ".tlog-proof")) {
        out.write(proof);
      }
      Written written = new Written(sequence, file.keep().toString());
      options
          .output()
          .answer(
              options.command(),
              written,
              out ->
                  out.println(
                      "Proof of record "
                          + sequence
                          + " written to "
                          + Printable.escape(written.file())));
      return LogExit.DONE;
    }
  }
}
