// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;

/**
 * Kills security servers under load, one or both, as {@code kill -9} does, starts them again, and
 * looks after each round whether every acknowledged exchange is in both logs: request and response
 * on either side. At the end both logs are read from their beginning and compared with the list of
 * all that was acknowledged, which is kept on disk and forced after each round.
 */
final class KillRounds {

  /**
   * What a run has shown.
   *
   * @param rounds that were finished, all of them without a loss when {@code missing} is empty
   * @param missing acknowledged query ids with what of them is not in the logs
   * @param slowestReady from the start of a process to the moment it could serve
   */
  record Outcome(int rounds, long acknowledged, List<String> missing, Duration slowestReady) {}

  private static final int CALLERS = 12;
  private static final long PATIENCE_SECONDS = 30;
  private static final int LONGEST_MILLIS = 400;
  private static final int TARGETS = 4;

  private final int rounds;
  private final int portBase;
  private final RandomGenerator random;
  private final CountDownLatch stop;
  private final Consumer<Outcome> progress;
  private final AtomicLong numbers = new AtomicLong();
  private Duration slowestReady = Duration.ZERO;

  /**
   * Nothing starts yet.
   *
   * @param stop ends the run after the round that is under way
   * @param progress told after each round
   */
  KillRounds(
      int rounds,
      int portBase,
      RandomGenerator random,
      CountDownLatch stop,
      Consumer<Outcome> progress) {
    this.rounds = rounds;
    this.portBase = portBase;
    this.random = random;
    this.stop = stop;
    this.progress = progress;
  }

  Outcome run() throws IOException, InterruptedException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SandboxInstance instance =
            SandboxInstance.start(portBase, KeyKind.EC_P256, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                anywhere, Optional.empty(), HttpLimits.DEFAULT, new TrivialService())) {
      OfferedServices.offer(instance, service.address());
      Path list = instance.consumer().directory().root().resolve("acknowledged");
      try (FileChannel kept =
              FileChannel.open(list, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
          Killed consumer = new Killed(instance.consumer());
          Killed provider = new Killed(instance.provider())) {
        Outcome outcome = run(instance, consumer, provider, kept);
        return outcome.rounds() > 0 && outcome.missing().isEmpty()
            ? compared(instance, list, outcome)
            : outcome;
      }
    }
  }

  private Outcome run(SandboxInstance instance, Killed consumer, Killed provider, FileChannel kept)
      throws IOException, InterruptedException {
    Evidence evidence = evidence(instance);
    Outcome outcome = new Outcome(0, 0, List.of(), Duration.ZERO);
    while (outcome.rounds() < rounds && outcome.missing().isEmpty() && stop.getCount() > 0) {
      List<String> acknowledged;
      try {
        start(consumer, provider);
        acknowledged = round(instance, consumer, provider);
      } catch (IOException e) {
        if (stop.getCount() > 0) {
          throw e;
        }
        return outcome; // The terminal's Ctrl-C ends the servers too.
      }
      keep(acknowledged, kept);
      evidence.read();
      outcome =
          new Outcome(
              outcome.rounds() + 1,
              outcome.acknowledged() + acknowledged.size(),
              evidence.missing(acknowledged),
              slowestReady);
      progress.accept(outcome);
    }
    return outcome;
  }

  private static Evidence evidence(SandboxInstance instance) {
    return new Evidence(
        new LogTail(instance.consumer().directory().messageLog()),
        new LogTail(instance.provider().directory().messageLog()));
  }

  private void start(Killed consumer, Killed provider) throws IOException, InterruptedException {
    try (ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> other = starting.submit(provider::startIfDown);
      consumer.startIfDown();
      var _ = other.get();
    } catch (ExecutionException | UncheckedIOException e) {
      throw new IOException("a server was killed and does not start again", e);
    }
    for (Killed server : List.of(consumer, provider)) {
      Duration ready = server.readyIn();
      slowestReady = slowestReady.compareTo(ready) < 0 ? ready : slowestReady;
    }
  }

  /** One round; the query ids whose whole good response somebody has seen. */
  private List<String> round(SandboxInstance instance, Killed consumer, Killed provider)
      throws IOException, InterruptedException {
    List<RequestTemplate> requests =
        Arrays.stream(Workload.values())
            .map(workload -> OfferedServices.request(instance, workload))
            .toList();
    InetSocketAddress entrance =
        new InetSocketAddress(instance.consumer().address(), consumer.port());
    List<String> acknowledged;
    KillLoad load = KillLoad.start(entrance, requests, numbers, CALLERS);
    try {
      if (!load.awaitFirst(PATIENCE_SECONDS)) {
        throw new IOException("no exchange succeeded in " + PATIENCE_SECONDS + " s");
      }
      var _ = stop.await(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
      kill(consumer, provider);
    } finally {
      acknowledged = load.end();
    }
    return acknowledged;
  }

  /** The consumer's server, the provider's, or both in either order. */
  private void kill(Killed consumer, Killed provider) {
    List<Killed> order =
        switch (random.nextInt(TARGETS)) {
          case 0 -> List.of(consumer);
          case 1 -> List.of(provider);
          case 2 -> List.of(consumer, provider);
          default -> List.of(provider, consumer);
        };
    for (Killed server : order) {
      server.kill();
    }
  }

  private static void keep(List<String> acknowledged, FileChannel kept) throws IOException {
    String lines = String.join("\n", acknowledged) + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.US_ASCII));
    while (bytes.hasRemaining()) {
      kept.write(bytes);
    }
    kept.force(false);
  }

  private static Outcome compared(SandboxInstance instance, Path list, Outcome outcome)
      throws IOException {
    List<String> acknowledged = new ArrayList<>();
    for (String line : Files.readAllLines(list, StandardCharsets.US_ASCII)) {
      if (!line.isEmpty()) {
        acknowledged.add(line);
      }
    }
    Evidence evidence = evidence(instance);
    evidence.read();
    return new Outcome(
        outcome.rounds(),
        acknowledged.size(),
        evidence.missing(acknowledged),
        outcome.slowestReady());
  }
}
