// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.ProgressBar;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.admin.LogAccess;
import org.postroad.securityserver.admin.LogOperations;
import org.postroad.securityserver.admin.TaskProgress;
import org.postroad.securityserver.messagelog.IndexDatabase;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command of {@code postroad log} takes; mixed in with {@code @Mixin}. */
final class LogOptions {

  /** What a command does with a log; the result is its exit code. */
  @FunctionalInterface
  interface Work {
    int run(LogOperations log, TaskProgress progress) throws IOException;
  }

  @Option(
      names = "--log",
      paramLabel = "DIR|NAME",
      description = {
        "The log: a security server's directory, its messagelog or a copy of that,",
        "or the name of a log of a running sandbox. Without it, POSTROAD_LOG."
      })
  private Optional<String> log = Optional.empty();

  @Mixin private OutputOptions output = new OutputOptions();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  void spec(CommandSpec mixee) {
    spec = Optional.of(mixee);
  }

  /** The directory of the log's journal; a log that is not there is wrong usage. */
  Path directory() throws IOException {
    try {
      return LogPlace.find(
          log.or(() -> Optional.ofNullable(System.getenv("POSTROAD_LOG"))).orElse(""));
    } catch (NoSuchLog e) {
      throw new ParameterException(command(), e.getMessage(), e);
    }
  }

  CommandLine command() {
    return spec.orElseThrow().commandLine();
  }

  OutputOptions output() {
    return output;
  }

  boolean quiet() {
    return output.quiet().isGiven();
  }

  /** What to type next, on a line of its own below an answer; nothing for {@code --quiet}. */
  void hint(PrintWriter out, String what, String arguments) {
    if (!quiet()) {
      out.println();
      out.println(what + ": postroad log " + arguments + log.map(" --log "::concat).orElse(""));
    }
  }

  /** Runs what a command does; what goes wrong ends it with one line and {@link LogExit#FAILED}. */
  int run(Work work) {
    return run(Optional.empty(), work);
  }

  /** The same with the place of the index, for a log that no server has open. */
  int run(Optional<IndexDatabase> index, Work work) {
    ProgressBar bar = output.quiet().progressBar(command());
    TaskProgress progress = bar::at;
    try (LogOperations opened = LogAccess.of(directory(), index)) {
      return work.run(opened, progress);
    } catch (Fault e) {
      throw new LogFailed(e.text(), e);
    } catch (IOException e) {
      throw new LogFailed(Optional.ofNullable(e.getMessage()).orElseGet(e::toString), e);
    } finally {
      bar.done();
    }
  }
}
