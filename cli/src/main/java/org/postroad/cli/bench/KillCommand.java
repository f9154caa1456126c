// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.postroad.cli.output.Progress;
import org.postroad.cli.output.QuietOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad bench kill}: what is left of acknowledged exchanges when servers are killed. */
@Command(
    name = "kill",
    description = {
      "Kills two security servers under load again and again, as kill -9 does, and",
      "looks whether every exchange that was acknowledged is in both message logs. Can",
      "be stopped at any time."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:nothing is missing", "2:could not be run", "3:exchanges are missing"})
final class KillCommand implements Callable<Integer> {

  private static final int SAID_EVERY = 25;
  private static final int MISSING = 3;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "${env:POSTROAD_KILL_ROUNDS:-100}",
      description = "How often one server or both are killed (${DEFAULT-VALUE}).")
  private int rounds = 100;

  @Mixin private BenchPorts ports = new BenchPorts();
  @Mixin private QuietOption quiet = new QuietOption();

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.orElseThrow().commandLine().getOut();
    Progress progress = quiet.progress(spec.orElseThrow().commandLine());
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> end(stop, stopped)));
    try {
      progress.step("starting an instance");
      KillRounds.Outcome outcome =
          new KillRounds(
                  rounds,
                  ports.base,
                  new SplittableRandom(),
                  stop,
                  done -> say(done, progress, out))
              .run();
      progress.done();
      out.println(sentence(outcome) + (outcome.rounds() < rounds ? ", then stopped." : "."));
      outcome.missing().forEach(out::println);
      out.flush();
      return outcome.missing().isEmpty() ? 0 : MISSING;
    } finally {
      stopped.countDown();
    }
  }

  private void say(KillRounds.Outcome outcome, Progress progress, PrintWriter out) {
    progress.step(sentence(outcome));
    if (outcome.rounds() % SAID_EVERY == 0 && outcome.rounds() < rounds) {
      progress.done();
      out.println(sentence(outcome));
      out.flush();
    }
  }

  private String sentence(KillRounds.Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%d of %d rounds, %d exchanges acknowledged, %d missing, ready again in at most %.2f s",
        outcome.rounds(),
        rounds,
        outcome.acknowledged(),
        outcome.missing().size(),
        outcome.slowestReady().toMillis() / 1e3);
  }

  /** Runs when the process is told to end: lets the round that is under way be judged first. */
  private static void end(CountDownLatch stop, CountDownLatch stopped) {
    stop.countDown();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
