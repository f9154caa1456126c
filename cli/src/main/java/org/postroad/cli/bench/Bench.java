// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;

/**
 * For each kind of signing key an instance with two servers in processes of their own, a relay of
 * two more, and load on one after the other.
 */
final class Bench {

  private final BenchPlan plan;
  private final List<KeyKind> kinds;
  private final int portBase;
  private final Consumer<String> progress;

  Bench(BenchPlan plan, List<KeyKind> kinds, int portBase, Consumer<String> progress) {
    this.plan = plan;
    this.kinds = List.copyOf(kinds);
    this.portBase = portBase;
    this.progress = progress;
  }

  BenchReport run() throws IOException, GeneralSecurityException {
    List<KeyRun> runs = new ArrayList<>();
    for (KeyKind kind : kinds) {
      runs.add(run(kind));
    }
    return BenchReport.of(runs);
  }

  private KeyRun run(KeyKind kind) throws IOException, GeneralSecurityException {
    Path logs = Path.of(System.getProperty("java.io.tmpdir"));
    plan.requireRoom(logs, Files.getFileStore(logs).getUsableSpace());
    Consumer<String> said = what -> progress.accept(KeyNames.typed(kind) + ", " + what);
    said.accept("signatures alone");
    KeyOperations operations = KeyOperations.measured(kind, plan.keyOperations());
    said.accept("starting an instance");
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SandboxInstance instance = SandboxInstance.start(portBase, kind, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                anywhere, Optional.empty(), HttpLimits.DEFAULT, new TrivialService())) {
      OfferedServices.offer(instance, service.address());
      said.accept("starting two security servers");
      try (Pair servers = servers(instance);
          Pair relay = relay(service.address())) {
        KeyRun.Startup startup =
            new KeyRun.Startup(servers.readyIn().toMillis() / 1e3, residentAtRest(servers, said));
        KeyRun run =
            new Course(
                    plan,
                    subject("the servers", instance, servers),
                    Optional.of(subject("the relay", instance, relay)),
                    said)
                .run(Optional.of(kind.name()), Optional.of(operations), Optional.of(startup));
        return run.withResidentAfterLoad(residentAtRest(servers, said));
      }
    }
  }

  /** Of the larger of the two servers; nothing without a rest. */
  private Optional<Long> residentAtRest(Pair servers, Consumer<String> said) throws IOException {
    if (plan.rest().isEmpty()) {
      return Optional.empty();
    }
    said.accept("a rest");
    rest(plan.rest().get());
    return Optional.of(servers.sample().residentBytes());
  }

  private static void rest(Duration time) throws IOException {
    try {
      boolean _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while servers rested");
    }
  }

  private static Subject subject(String name, SandboxInstance instance, Pair processes) {
    return new Subject(
        name,
        processes.entrance(),
        instance.consumer().client(),
        OfferedServices.of(instance),
        Optional.of(processes));
  }

  private static Pair servers(SandboxInstance instance) throws IOException {
    Child provider = Child.start(ServerProcess.arguments(instance.provider()));
    return Pair.start(
        provider, ServerProcess.arguments(instance.consumer()), instance.consumer().address());
  }

  private static Pair relay(InetSocketAddress service) throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    Child far = Child.start(RelayProcess.arguments(RelayProcess.Hop.FAR, service));
    InetSocketAddress entrance = new InetSocketAddress(here, far.port());
    return Pair.start(far, RelayProcess.arguments(RelayProcess.Hop.NEAR, entrance), here);
  }
}
