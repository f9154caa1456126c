// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Progress;
import org.postroad.cli.output.Table;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad bench start}: how soon a security server answers after it was started. */
@Command(
    name = "start",
    description = {
      "Starts the consumer's security server again and again with `postroad server",
      "run` and measures from exec to the first signed exchange answered, with keys,",
      "configuration and OCSP responses on disk from an earlier start. The provider's",
      "server runs already."
    },
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

  private static final int WARM_UP_IN_FLIGHT = 4;

  @Option(
      names = "--times",
      defaultValue = "5",
      description = "How many starts are measured (${DEFAULT-VALUE}).")
  private int times;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "3",
      description = "Load on both servers before the first start (${DEFAULT-VALUE}).")
  private int warmUp;

  @Mixin private BenchPorts ports = new BenchPorts();

  @Mixin private OutputOptions output = new OutputOptions();

  private final AtomicLong numbers = new AtomicLong();
  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine commandLine = spec.orElseThrow().commandLine();
    Progress progress = output.quiet().progress(commandLine);
    progress.step("starting an instance");
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SandboxInstance instance =
            SandboxInstance.start(ports.base, KeyKind.RSA_2048, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                anywhere, Optional.empty(), HttpLimits.DEFAULT, new TrivialService())) {
      OfferedServices.offer(instance, service.address());
      StartReport report = StartReport.of(KeyKind.RSA_2048.name(), starts(instance, progress));
      progress.done();
      output.answer(commandLine, report, out -> print(report, out));
    }
    return 0;
  }

  private List<StartReport.Start> starts(SandboxInstance instance, Progress progress)
      throws IOException, InterruptedException {
    List<StartReport.Start> starts = new ArrayList<>();
    try (ServerRun provider = ServerRun.start(instance.provider().configuration())) {
      provider.awaitReady();
      warmUp(instance, progress);
      for (int i = 1; i <= times; i++) {
        progress.step("start " + i);
        starts.add(start(instance));
      }
    }
    return starts;
  }

  private void warmUp(SandboxInstance instance, Progress progress) throws IOException {
    progress.step("warming up");
    try (ServerRun consumer = ServerRun.start(instance.consumer().configuration())) {
      consumer.awaitReady();
      var _ =
          new LoadGenerator(entrance(instance), request(instance), numbers)
              .run(WARM_UP_IN_FLIGHT, Duration.ofSeconds(warmUp));
    }
  }

  private StartReport.Start start(SandboxInstance instance)
      throws IOException, InterruptedException {
    FirstExchange exchange = new FirstExchange(entrance(instance));
    byte[] first = request(instance).numbered(numbers.incrementAndGet());
    byte[] second = request(instance).numbered(numbers.incrementAndGet());
    try (ServerRun server = ServerRun.start(instance.consumer().configuration())) {
      exchange.ask(server, first);
      Duration answered = server.elapsed();
      long cpu = server.cpu().toMillis();
      long resident = server.residentBytes();
      Duration before = server.elapsed();
      exchange.ask(server, second);
      return new StartReport.Start(
          answered.toMillis(), server.elapsed().minus(before).toMillis(), cpu, resident);
    }
  }

  private static RequestTemplate request(SandboxInstance instance) {
    return OfferedServices.request(instance, Workload.REST_GET);
  }

  private static InetSocketAddress entrance(SandboxInstance instance) {
    return new InetSocketAddress(
        instance.consumer().address(), instance.consumer().ports().consumerHttp());
  }

  private static void print(StartReport report, PrintWriter out) {
    Table table = Table.of("start", "first exchange ms", "second ms", "CPU ms", "resident MB");
    int number = 1;
    for (StartReport.Start start : report.starts()) {
      table.row(
          number++,
          start.firstExchangeMillis(),
          start.secondExchangeMillis(),
          start.cpuMillis(),
          start.residentBytes() >> 20);
    }
    table.print(out);
    out.printf("%nFrom exec to the first signed exchange: %d ms.%n", report.firstExchangeMillis());
  }
}
