// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** The measurements of one run, one after the other, on the servers and on the relay. */
final class Course {

  private static final int RELAY_SHARE = 2;
  private static final int RELAY_WARM_UP_SHARE = 3;
  private static final int PACED_TIMES = 4;

  private final BenchPlan plan;
  private final Subject servers;
  private final Optional<Subject> relay;
  private final List<Workload> workloads;
  private final Consumer<String> progress;
  private final AtomicLong numbers = new AtomicLong();
  private int steps;

  Course(BenchPlan plan, Subject servers, Optional<Subject> relay, Consumer<String> progress) {
    this.plan = plan;
    this.servers = servers;
    this.relay = relay;
    this.workloads = servers.served(plan.workloads());
    this.progress = progress;
  }

  KeyRun run(
      Optional<String> keys, Optional<KeyOperations> operations, Optional<KeyRun.Startup> startup)
      throws IOException {
    if (relay.isPresent()) {
      progress.accept("warming up " + relay.get().name());
      Duration most = plan.mostWarmUp().dividedBy(RELAY_WARM_UP_SHARE);
      var _ = WarmUp.of(relay.get(), workloads, plan.inFlight(), most, numbers);
    }
    progress.accept("warming up " + servers.name());
    WarmUp warmUp = WarmUp.of(servers, workloads, plan.inFlight(), plan.mostWarmUp(), numbers);
    List<KeyRun.Row> rows = rows();
    return new KeyRun(
        keys, operations, startup, warmUp, rows, paced(rows), large(), Optional.empty());
  }

  /** Measured from the highest load down, told in the order of workloads and loads. */
  private List<KeyRun.Row> rows() throws IOException {
    List<KeyRun.Row> rows = new ArrayList<>();
    for (int inFlight : plan.inFlight().stream().sorted(Comparator.reverseOrder()).toList()) {
      for (Workload workload : workloads.reversed()) {
        step(workload + " with " + inFlight + " in flight");
        Measurement ofServers = measure(servers, workload, inFlight, plan.time());
        Optional<Measurement> ofRelay = Optional.empty();
        if (relay.isPresent()) {
          Duration time = plan.time().dividedBy(RELAY_SHARE);
          ofRelay = Optional.of(measure(relay.get(), workload, inFlight, time));
        }
        rows.add(KeyRun.Row.of(workload, inFlight, ofServers, ofRelay));
      }
    }
    Collections.reverse(rows);
    rows.sort(Comparator.comparingInt(row -> position(row.workload())));
    return rows;
  }

  private int position(String workload) {
    return workloads.stream().map(Workload::toString).toList().indexOf(workload);
  }

  /** The subject has rested while the other one was measured: what comes first does not count. */
  private Measurement measure(Subject subject, Workload workload, int inFlight, Duration time)
      throws IOException {
    LoadGenerator load = LoadGenerator.of(subject, workload, numbers);
    if (relay.isPresent() && plan.mostAwakening().isPresent()) {
      WarmUp.awaken(subject, load, inFlight, plan.mostAwakening().get());
    }
    return Measurement.of(subject, () -> load.run(inFlight, time));
  }

  private List<KeyRun.Paced> paced(List<KeyRun.Row> rows) throws IOException {
    List<KeyRun.Paced> paced = new ArrayList<>();
    for (Workload workload : servers.served(plan.paced())) {
      double rate = highest(rows, workload) / 2;
      step(workload + String.format(Locale.ROOT, " at %.0f per second", rate));
      LoadGenerator load = LoadGenerator.of(servers, workload, numbers);
      int connections = Collections.max(plan.inFlight());
      Duration time = plan.time().multipliedBy(PACED_TIMES);
      var _ = load.runAtRate(rate, connections, plan.time());
      paced.add(
          KeyRun.Paced.of(
              workload,
              rate,
              Measurement.of(servers, () -> load.runAtRate(rate, connections, time))));
    }
    return paced;
  }

  private static double highest(List<KeyRun.Row> rows, Workload workload) {
    return rows.stream()
        .filter(row -> row.workload().equals(workload.toString()))
        .mapToDouble(row -> row.servers().perSecond())
        .max()
        .orElseThrow();
  }

  private List<KeyRun.Large> large() throws IOException {
    List<KeyRun.Large> large = new ArrayList<>();
    if (workloads.contains(Workload.REST_POST)) {
      for (long bytes : plan.largeBytes()) {
        step("a body of " + (bytes >> 20) + " MiB");
        large.add(large(bytes));
      }
    }
    return large;
  }

  private KeyRun.Large large(long bytes) throws IOException {
    double ofServers;
    Optional<Long> growth = Optional.empty();
    if (servers.processes().isPresent()) {
      try (ResidentPeak peak = ResidentPeak.of(servers.processes().get())) {
        ofServers = bytesPerSecond(servers, bytes);
        growth = Optional.of(peak.growth());
      }
    } else {
      ofServers = bytesPerSecond(servers, bytes);
    }
    Optional<Double> ofRelay = Optional.empty();
    if (relay.isPresent()) {
      ofRelay = Optional.of(bytesPerSecond(relay.get(), bytes));
    }
    Optional<Double> ratio = ofRelay.map(yardstick -> ofServers / yardstick);
    return new KeyRun.Large(bytes, ofServers, ofRelay, ratio, growth);
  }

  private double bytesPerSecond(Subject subject, long bytes) throws IOException {
    Duration elapsed =
        LargeBody.send(
            subject.entrance(),
            subject.client(),
            subject.service(Workload.REST_POST),
            "bench-large-" + numbers.incrementAndGet(),
            bytes);
    return bytes * 1e9 / elapsed.toNanos();
  }

  private void step(String what) {
    steps++;
    progress.accept(steps + " of " + plan.steps(workloads.size()) + ": " + what);
  }
}
