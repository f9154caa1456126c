// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.cli.output.OutputOptions;
import org.postroad.protocol.fault.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command of {@code postroad log} takes; mixed in with {@code @Mixin}. */
final class LogOptions {

  @Option(
      names = "--log",
      paramLabel = "DIR|NAME",
      defaultValue = "${env:POSTROAD_LOG:-}",
      description = {
        "The log: a security server's directory, its messagelog or a copy of that,",
        "or the name of a log of a running sandbox (POSTROAD_LOG)."
      })
  private String log = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "Nothing but the answer: no progress, no hints.")
  private boolean quiet;

  @Mixin private OutputOptions output = new OutputOptions();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec(Spec.Target.MIXEE)
  void spec(CommandSpec mixee) {
    spec = Optional.of(mixee);
  }

  /** The directory of the log's journal; a log that is not there is wrong usage. */
  Path directory() throws IOException {
    try {
      return LogPlace.find(log);
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
    return quiet;
  }

  /** Runs what a command does; what goes wrong ends it with one line and {@link LogExit#FAILED}. */
  int run(Callable<Integer> work) {
    try {
      return work.call();
    } catch (ParameterException e) {
      throw e;
    } catch (Fault e) {
      throw new LogFailed(e.text(), e);
    } catch (Exception e) {
      throw new LogFailed(Optional.ofNullable(e.getMessage()).orElseGet(e::toString), e);
    }
  }
}
