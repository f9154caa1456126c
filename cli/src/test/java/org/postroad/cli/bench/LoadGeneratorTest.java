// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.ResponseHead;

final class LoadGeneratorTest {

  private static final ClientId CLIENT = ClientId.parse("TEST/GOV/1/caller");
  private static final ServiceId SERVICE =
      ServiceId.of(ClientId.parse("TEST/GOV/2/provider"), "rest");
  private static final byte[] ANSWER = "{}".getBytes(ISO_8859_1);

  private final Set<String> queryIds = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();

  private HttpListener listener(int status) {
    HttpHandler service =
        exchange -> {
          var _ = requests.incrementAndGet();
          var _ = queryIds.add(exchange.request().headers().first("X-Road-Id").orElseThrow());
          exchange.respond(
              new ResponseHead(status, "", Headers.of("Content-Type", "text/plain")), ANSWER);
        };
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return HttpListener.open(anywhere, Optional.empty(), HttpLimits.DEFAULT, service);
  }

  private static Subject subject(HttpListener listener) {
    return new Subject(
        "a service",
        listener.address(),
        CLIENT,
        Map.of(Workload.REST_GET, SERVICE),
        Optional.empty());
  }

  private static LoadGenerator load(HttpListener listener) {
    return LoadGenerator.of(subject(listener), Workload.REST_GET, new AtomicLong());
  }

  @Test
  void everyCallerIsAnsweredHoweverShortTheTime() throws IOException {
    try (HttpListener listener = listener(200)) {
      Latencies latencies = load(listener).run(8, Duration.ZERO);
      assertTrue(latencies.count() >= 8, latencies.count() + " answers");
      assertEquals(0, latencies.failures());
      assertEquals(requests.get(), queryIds.size());
    }
  }

  @Test
  void atAFixedRateExactlyThePlannedRequestsAreSentOverTheConnectionsThereAre() throws IOException {
    try (HttpListener listener = listener(200)) {
      Latencies latencies = load(listener).runAtRate(400, 2, Duration.ofMillis(250));
      assertEquals(100, latencies.count());
      assertEquals(0, latencies.failures());
      assertEquals(100, queryIds.size());
      assertTrue(latencies.percentile(0.5) <= latencies.percentile(0.99));
    }
  }

  @Test
  void anAnswerThatIsNoGoodIsAFailureAndNothingElseIsNothing() throws IOException {
    try (HttpListener listener = listener(500)) {
      Latencies latencies = load(listener).run(2, Duration.ZERO);
      assertEquals(0, latencies.count());
      assertTrue(latencies.failures() >= 2);
      IllegalStateException refused =
          assertThrows(
              IllegalStateException.class,
              () -> Measurement.of(subject(listener), () -> load(listener).run(1, Duration.ZERO)));
      assertTrue(refused.toString().contains("500"), refused.toString());
    }
  }

  @Test
  void whatTheFirstBadAnswerSaidIsTold() throws IOException {
    HttpHandler service =
        exchange -> {
          boolean good = requests.incrementAndGet() != 2;
          exchange.respond(
              new ResponseHead(good ? 200 : 500, "", Headers.of("Content-Type", "text/plain")),
              good ? ANSWER : "out of order\u001b[2J".getBytes(ISO_8859_1));
        };
    InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (HttpListener listener =
        HttpListener.open(anywhere, Optional.empty(), HttpLimits.DEFAULT, service)) {
      Measurement measured =
          Measurement.of(
              subject(listener), () -> load(listener).runAtRate(400, 1, Duration.ofMillis(25)));
      assertEquals(1, measured.failures());
      KeyRun run = ReportFixtures.run(measured);
      StringWriter printed = new StringWriter();
      new BenchTables(new PrintWriter(printed)).print(BenchReport.of(List.of(run)));
      assertTrue(printed.toString().contains("out of order\\u001b[2J"), printed.toString());
      assertTrue(measured.firstFailure().orElseThrow().startsWith("HTTP/1.1 500 "));
    }
  }

  @Test
  void serversThatRunAreMeasuredWithoutLookingAtTheirProcesses() throws IOException {
    try (HttpListener listener = listener(200)) {
      Measurement measured =
          Measurement.of(subject(listener), () -> load(listener).run(1, Duration.ZERO));
      assertEquals(Optional.empty(), measured.usage());
      assertTrue(measured.bytesPerSecond() > 0);
    }
  }
}
