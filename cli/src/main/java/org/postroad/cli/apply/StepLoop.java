// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postroad.cli.output.ProgressBar;
import org.postroad.securityserver.declaration.Declarations;
import org.postroad.securityserver.declaration.Step;
import org.postroad.securityserver.declaration.Step.Action;
import org.postroad.securityserver.declaration.Step.State;

/**
 * Takes the steps of a tree until it is nobody's turn but that of a person or of the registry, and
 * waits for the registry as long as somebody wants to. Every turn begins from how things stand, so
 * it may be interrupted anywhere.
 */
final class StepLoop {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final DeclarationApi api;
  private final TreeFile tree;
  private final boolean prune;
  private final ProgressBar progress;
  private final InstantSource clock;
  private final List<Step> done = new ArrayList<>();
  private List<Step> failed = List.of();
  private List<Step> left = List.of();
  private long total;

  StepLoop(
      DeclarationApi api, TreeFile tree, boolean prune, ProgressBar progress, InstantSource clock) {
    this.api = api;
    this.tree = tree;
    this.prune = prune;
    this.progress = progress;
    this.clock = clock;
  }

  /** Those that were taken. */
  List<Step> done() {
    return List.copyOf(done);
  }

  /** Those that were refused the last time, and those that are there still. */
  List<Step> left() {
    List<Step> all = new ArrayList<>(failed);
    left.stream()
        .filter(each -> failed.stream().noneMatch(one -> isSame(one, each)))
        .forEach(all::add);
    return all;
  }

  private static boolean isSame(Step one, Step other) {
    return one.action() == other.action() && one.about().equals(other.about());
  }

  void run(long steps, Duration wait) throws IOException {
    total = steps;
    Instant end = clock.instant().plus(wait);
    while (turn() || (isWaiting() && pause(end))) {
      progress.at("applying", done.size(), Math.max(total, done.size() + (long) left.size()));
    }
    progress.done();
  }

  /** Whether anything was done. */
  private boolean turn() throws IOException {
    Declarations.Progress made = api.takeSteps();
    List<Step> taken = made.taken().stream().filter(step -> step.state() == State.DONE).toList();
    failed = made.taken().stream().filter(step -> step.state() == State.FAILED).toList();
    left = made.left();
    done.addAll(taken);
    for (Step step : left) {
      if (step.document().isPresent()) {
        write(tree.request(step.about()), step.document().get());
      }
    }
    if (prune && taken.stream().anyMatch(step -> step.action() == Action.UNREGISTER_CLIENT)) {
      var _ = api.apply();
    }
    return !taken.isEmpty();
  }

  private static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  private boolean isWaiting() {
    return !failed.isEmpty() || left.stream().anyMatch(step -> step.state() == State.WAITING);
  }

  private boolean pause(Instant end) {
    if (!clock.instant().isBefore(end)) {
      return false;
    }
    try {
      var _ = new CountDownLatch(1).await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
