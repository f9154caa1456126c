// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postroad.cli.sandbox.SandboxInstance;
import org.postroad.protocol.token.KeyKind;
import org.postroad.securityserver.messagelog.LargeLog;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.testing.TestAuthority;

/**
 * A server whose message log has 10 GiB serves again after it was killed, as soon as one without.
 * Leaves its figures in {@code target/restart.md}.
 */
@Tag("long")
final class LargeLogRestartTest {
  private static final long BYTES = 10L << 30;
  private static final int BODY = 32 << 10;
  private static final long SEGMENT = 128L << 20;
  private static final int STAMPED_TOGETHER = 10_000;
  private static final long RECORDS = BYTES / BODY;
  private static final int RESTARTS = 5;

  private final List<String> table = new ArrayList<>();

  @Test
  void tenGigabytesAreNoReasonToWait() throws Exception {
    table.add("| start of a server | ready after s | processor s |");
    table.add("|---|---|---|");
    try (SandboxInstance instance =
            SandboxInstance.start(18_800, KeyKind.EC_P256, new SecureRandom());
        HttpListener service =
            HttpListener.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                HttpLimits.DEFAULT,
                new TrivialService())) {
      OfferedServices.offer(instance, service.address());
      Path log = instance.provider().directory().messageLog();
      new LargeLog(TestAuthority.create())
          .write(log, new LargeLog.Shape(RECORDS, BODY, SEGMENT, STAMPED_TOGETHER));
      assertTrue(size(log) >= BYTES, size(log) + " bytes");
      restarts(instance);
      Files.write(Path.of("target", "restart.md"), table);
    }
  }

  /** The first start finds an index and a tree that know nothing of the log. */
  private void restarts(SandboxInstance instance) throws IOException, InterruptedException {
    try (Killed consumer = new Killed(instance.consumer());
        Killed provider = new Killed(instance.provider())) {
      consumer.startIfDown();
      add("empty log", consumer);
      for (int i = 0; i <= RESTARTS; i++) {
        provider.startIfDown();
        add(i == 0 ? "10 GiB, nothing indexed" : "10 GiB, after kill -9 under load", provider);
        exchangeAndKill(instance, consumer, provider);
      }
    }
  }

  private void add(String what, Killed server) throws IOException {
    table.add(
        String.format(
            Locale.ROOT,
            "| %s | %.2f | %.2f |",
            what,
            server.readyIn().toMillis() / 1e3,
            server.cpu().toMillis() / 1e3));
  }

  private static void exchangeAndKill(SandboxInstance instance, Killed consumer, Killed provider)
      throws InterruptedException {
    KillLoad load =
        KillLoad.start(
            new InetSocketAddress(instance.consumer().address(), consumer.port()),
            List.of(OfferedServices.request(instance, Workload.REST_POST)),
            new AtomicLong(),
            4);
    try {
      assertTrue(load.awaitFirst(30), "no exchange succeeded");
      provider.kill();
    } finally {
      assertFalse(load.end().isEmpty());
    }
  }

  private static long size(Path log) throws IOException {
    try (Stream<Path> files = Files.list(log)) {
      return files.mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
