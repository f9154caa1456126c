// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;

/**
 * One run: an instance with two servers in processes of their own, a relay of two more, and load on
 * one after the other.
 */
final class Bench {

  private static final int WARM_UP_IN_FLIGHT = 32;
  private static final int RELAY_SHARE = 2;
  private static final Duration KEY_OPERATIONS = Duration.ofMillis(700);
  private static final String REST = "rest";
  private static final String SOAP = Workload.BODY_ELEMENT;

  private final BenchPlan plan;
  private final KeyKind keys;
  private final int portBase;
  private final Consumer<String> progress;
  private final AtomicLong numbers = new AtomicLong();

  Bench(BenchPlan plan, KeyKind keys, int portBase, Consumer<String> progress) {
    this.plan = plan;
    this.keys = keys;
    this.portBase = portBase;
    this.progress = progress;
  }

  BenchReport run() throws IOException, GeneralSecurityException {
    progress.accept("measuring signatures");
    KeyOperations operations = KeyOperations.measured(keys, KEY_OPERATIONS);
    progress.accept("starting an instance with " + keys + " signing keys");
    try (SandboxInstance instance = SandboxInstance.start(portBase, keys, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                loopback(), Optional.empty(), HttpLimits.DEFAULT, new TrivialService())) {
      offer(instance, service.address());
      try (Pair servers = servers(instance);
          Pair relay = relay(service.address())) {
        return measure(instance, operations, servers, relay);
      }
    }
  }

  private BenchReport measure(
      SandboxInstance instance, KeyOperations operations, Pair servers, Pair relay)
      throws IOException {
    long idle = servers.sample().residentBytes();
    warmUp("the servers", instance, servers);
    warmUp("the relay", instance, relay);
    List<BenchReport.Row> rows = new ArrayList<>();
    for (Workload workload : plan.workloads()) {
      for (int inFlight : plan.inFlight()) {
        progress.accept(workload + " with " + inFlight + " in flight");
        rows.add(row(instance, workload, inFlight, servers, relay));
      }
    }
    List<BenchReport.LargeRow> large = new ArrayList<>();
    for (long bytes : plan.largeBytes()) {
      progress.accept("a body of " + (bytes >> 20) + " MB");
      large.add(large(instance, bytes, servers, relay));
    }
    return new BenchReport(
        keys.name(),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().toString(),
        operations,
        servers.readyIn().toMillis() / 1e3,
        idle,
        rows,
        large);
  }

  private void warmUp(String what, SandboxInstance instance, Pair pair) throws IOException {
    Duration each = plan.warmUp().dividedBy(plan.workloads().size());
    for (Workload workload : plan.workloads()) {
      progress.accept("warming up " + what + ", " + workload);
      var _ = load(instance, workload, pair).run(WARM_UP_IN_FLIGHT, each);
    }
  }

  private BenchReport.Row row(
      SandboxInstance instance, Workload workload, int inFlight, Pair servers, Pair relay)
      throws IOException {
    Measurement ofServers =
        Measurement.of(servers, load(instance, workload, servers), inFlight, plan.time());
    Measurement ofRelay =
        Measurement.of(
            relay, load(instance, workload, relay), inFlight, plan.time().dividedBy(RELAY_SHARE));
    return BenchReport.Row.of(workload, inFlight, ofServers, ofRelay);
  }

  private BenchReport.LargeRow large(SandboxInstance instance, long bytes, Pair servers, Pair relay)
      throws IOException {
    double ofServers = bytesPerSecond(instance, bytes, servers);
    long resident = servers.sample().residentBytes();
    double ofRelay = bytesPerSecond(instance, bytes, relay);
    return new BenchReport.LargeRow(bytes, ofServers, ofRelay, ofServers / ofRelay, resident);
  }

  private double bytesPerSecond(SandboxInstance instance, long bytes, Pair pair)
      throws IOException {
    Duration elapsed =
        LargeBody.send(
            pair.entrance(),
            instance.consumer().client(),
            service(instance, REST),
            "bench-large-" + numbers.incrementAndGet(),
            bytes);
    return bytes * 1e9 / elapsed.toNanos();
  }

  private LoadGenerator load(SandboxInstance instance, Workload workload, Pair pair) {
    return new LoadGenerator(pair.entrance(), request(instance, workload), numbers);
  }

  static RequestTemplate request(SandboxInstance instance, Workload workload) {
    String code =
        switch (workload) {
          case REST_GET, REST_POST -> REST;
          case SOAP -> SOAP;
        };
    return workload.request(instance.consumer().client(), service(instance, code));
  }

  private static ServiceId service(SandboxInstance instance, String code) {
    return ServiceId.of(instance.provider().client(), code);
  }

  private Pair servers(SandboxInstance instance) throws IOException {
    progress.accept("starting two security servers");
    Child provider = Child.start(ServerProcess.arguments(instance.provider()));
    return Pair.start(
        provider, ServerProcess.arguments(instance.consumer()), instance.consumer().address());
  }

  private Pair relay(InetSocketAddress service) throws IOException {
    progress.accept("starting the relay");
    InetAddress here = InetAddress.getLoopbackAddress();
    Child far = Child.start(RelayProcess.arguments(RelayProcess.Hop.FAR, service));
    InetSocketAddress entrance = new InetSocketAddress(here, far.port());
    return Pair.start(far, RelayProcess.arguments(RelayProcess.Hop.NEAR, entrance), here);
  }

  /** Gives the provider the two services and the consumer the right to them. */
  static void offer(SandboxInstance instance, InetSocketAddress address) {
    String url = "http://127.0.0.1:" + address.getPort();
    SandboxInstance.Server provider = instance.provider();
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(
            provider.directory().serverConfiguration(), Clock.systemUTC())) {
      ServerConfigurationStore.Saved saved = store.load().orElseThrow();
      ServerConfiguration known = saved.configuration();
      AccessRight.Subject caller = new AccessRight.Subject.OfClient(instance.consumer().client());
      Client client =
          new Client(
              provider.client(),
              Client.Status.REGISTERED,
              Client.ConnectionType.HTTP,
              List.of(),
              List.of(
                  description(ServiceDescription.Type.REST, url, REST),
                  description(ServiceDescription.Type.WSDL, url + "/bench.wsdl", SOAP, url)),
              List.of(),
              List.of(AccessRight.toService(caller, REST), AccessRight.toService(caller, SOAP)));
      store.save(
          saved.version().number(),
          new ServerConfiguration(known.id(), known.timestampServices(), List.of(client)),
          "bench",
          "services to measure with");
    }
  }

  private static ServiceDescription description(
      ServiceDescription.Type type, String url, String code) {
    return description(type, url, code, url);
  }

  private static ServiceDescription description(
      ServiceDescription.Type type, String url, String code, String serviceUrl) {
    return new ServiceDescription(
        type, url, Optional.empty(), List.of(ServiceDescription.Service.of(code, serviceUrl)));
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
