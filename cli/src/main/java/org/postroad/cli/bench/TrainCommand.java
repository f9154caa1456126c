// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code postroad bench train}: one real security server under load for a while, so that what its
 * virtual machine loads and what it runs most can be recorded for later starts (decision 0034).
 *
 * <p>The server calls services of its own, so that both sides of an exchange are in one process.
 */
@Command(name = "train", hidden = true)
final class TrainCommand implements Callable<Integer> {

  private static final int IN_FLIGHT = 8;

  @Option(names = "--record", required = true, paramLabel = "FILE")
  private Path record = Path.of("");

  @Option(names = "--seconds", defaultValue = "2")
  private int seconds;

  @Option(names = "--port-base", defaultValue = "28600")
  private int portBase;

  private final AtomicLong numbers = new AtomicLong();

  @Override
  public Integer call() throws IOException {
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (SandboxInstance instance =
            SandboxInstance.start(portBase, KeyKind.RSA_2048, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                anywhere, Optional.empty(), HttpLimits.DEFAULT, new TrivialService())) {
      OfferedServices.offer(instance, service.address());
      Path configuration = instance.provider().configuration();
      try (ServerRun first = ServerRun.start(configuration)) {
        first.awaitReady();
      }
      try (ServerRun recorded =
          ServerRun.start(configuration, "-XX:AOTMode=record -XX:AOTConfiguration=" + record)) {
        recorded.awaitReady();
        load(instance);
      }
    }
    return 0;
  }

  private void load(SandboxInstance instance) throws IOException {
    InetSocketAddress entrance =
        new InetSocketAddress(
            instance.provider().address(), instance.provider().ports().consumerHttp());
    for (Workload workload : Workload.values()) {
      var _ =
          new LoadGenerator(entrance, OfferedServices.ownRequest(instance, workload), numbers)
              .run(IN_FLIGHT, Duration.ofSeconds(seconds));
    }
  }
}
