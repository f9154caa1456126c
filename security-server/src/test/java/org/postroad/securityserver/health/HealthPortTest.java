// SPDX-License-Identifier: MIT
package org.postroad.securityserver.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.testing.FakeExchange;

/** What a load balancer is told, and how often that is looked after (F06, F07). */
class HealthPortTest {
  private static final CheckTimes TIMES =
      new CheckTimes(Duration.ofSeconds(60), Duration.ofSeconds(2), Duration.ofSeconds(30));

  private final AtomicReference<Optional<String>> state = new AtomicReference<>(Optional.empty());
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();
  private final Maintenance maintenance = new Maintenance();
  private final AtomicReference<Optional<String>> alive = new AtomicReference<>(Optional.empty());
  private final Health life =
      new Health(List.of(new HealthCheck("Life", alive::get)), TIMES, nanos::get);
  private final HealthPort port =
      port(
          TIMES,
          new HealthCheck(
              "Something",
              () -> {
                looks.incrementAndGet();
                return state.get();
              }));

  private HealthPort port(CheckTimes times, HealthCheck... checks) {
    return new HealthPort(
        new Health(List.of(checks), times, nanos::get), maintenance, life, Optional.empty());
  }

  private static FakeExchange ask(HealthPort port, String target) throws IOException {
    FakeExchange exchange = FakeExchange.get(target);
    port.handle(exchange);
    return exchange;
  }

  private int status() throws IOException {
    return ask(port, "/").head().status();
  }

  @Test
  void theTimesAreThoseOfTheReference() {
    assertEquals(
        new CheckTimes(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(30)),
        CheckTimes.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/anything", "/a/b?c=d", "*"})
  void anyPathAnswersWithTwoHundredAndNothing(String target) throws IOException {
    FakeExchange exchange = ask(port, target);
    assertEquals(200, exchange.head().status());
    assertEquals("", exchange.text());
    assertEquals(Headers.EMPTY, exchange.head().headers());
  }

  @Test
  void whatIsWrongIsToldWithFiveHundred() throws IOException {
    state.set(Optional.of("is broken"));
    FakeExchange exchange = ask(port, "/");
    assertEquals(500, exchange.head().status());
    assertEquals("Something: is broken", exchange.text());
    assertEquals("text/plain; charset=UTF-8", exchange.header("Content-Type"));
  }

  @Test
  void inMaintenanceNothingIsLookedAt() throws IOException {
    assertEquals("Maintenance mode set: false => true", maintenance.set(true));
    FakeExchange exchange = ask(port, "/");
    assertEquals(503, exchange.head().status());
    assertEquals("Health check interface is in maintenance mode.", exchange.text());
    assertEquals(0, looks.get());
    assertEquals("Maintenance mode set: true => false", maintenance.set(false));
    assertEquals(200, status());
  }

  @Test
  void aNodeThatStopsSaysSoWhateverElseIsSet() throws IOException {
    maintenance.stop();
    FakeExchange exchange = ask(port, "/");
    assertEquals(503, exchange.head().status());
    assertEquals("This node is being stopped.", exchange.text());
    assertEquals(0, looks.get());
    assertEquals("Maintenance mode set: false => false", maintenance.set(false));
    assertEquals(503, status());
  }

  @Test
  void aNodeThatIsNotReadyIsLiveUntilNothingHelpsButAStart() throws IOException {
    state.set(Optional.of("is broken"));
    assertEquals(500, status());
    assertEquals(200, ask(port, "/livez").head().status());
    assertEquals("Maintenance mode set: false => true", maintenance.set(true));
    maintenance.stop();
    assertEquals(200, ask(port, "/livez").head().status());
    alive.set(Optional.of("has ended"));
    after(Duration.ofSeconds(2));
    FakeExchange dead = ask(port, "/livez");
    assertEquals("500 Life: has ended", dead.head().status() + " " + dead.text());
  }

  @Test
  void goodAnswersCountForTwoSecondsAndBadOnesForThirty() throws IOException {
    assertEquals(200, status());
    state.set(Optional.of("is broken"));
    after(Duration.ofMillis(1999));
    assertEquals(200, status(), "remembered");
    assertEquals(1, looks.get());
    after(Duration.ofMillis(1));
    assertEquals(500, status());
    state.set(Optional.empty());
    after(Duration.ofMillis(29_999));
    assertEquals(500, status(), "remembered");
    assertEquals(2, looks.get());
    after(Duration.ofMillis(1));
    assertEquals(200, status());
    assertEquals(3, looks.get());
  }

  private void after(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void theFirstThingThatIsWrongIsTold() throws IOException {
    List<String> looked = new ArrayList<>();
    HealthPort three =
        port(
            TIMES,
            new HealthCheck("First", () -> looked("first", looked, Optional.empty())),
            new HealthCheck("Second", () -> looked("second", looked, Optional.of("bad"))),
            new HealthCheck("Third", () -> looked("third", looked, Optional.of("worse"))));
    assertEquals("Second: bad", ask(three, "/").text());
    assertEquals(List.of("first", "second"), looked);
  }

  private static Optional<String> looked(
      String name, List<String> looked, Optional<String> problem) {
    looked.add(name);
    return problem;
  }

  @Test
  void anExceptionIsAProblem() throws IOException {
    HealthCheck failing =
        new HealthCheck(
            "Disk",
            () -> {
              throw new IOException("no such disk");
            });
    HealthCheck wordless =
        new HealthCheck(
            "Disk",
            () -> {
              throw new IllegalStateException();
            });
    assertEquals("Disk: no such disk", ask(port(TIMES, failing), "/").text());
    assertEquals("Disk: IllegalStateException", ask(port(TIMES, wordless), "/").text());
  }

  @Test
  void aCheckThatHangsIsGivenUpAndNotStartedTwice() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger started = new AtomicInteger();
    HealthPort hanging =
        port(
            new CheckTimes(Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofSeconds(30)),
            new HealthCheck(
                "Database",
                () -> {
                  started.incrementAndGet();
                  end.await();
                  return Optional.empty();
                }));
    for (int i = 0; i < 3; i++) {
      FakeExchange exchange = ask(hanging, "/");
      assertEquals(500, exchange.head().status());
      assertTrue(exchange.text().endsWith("timed out for: Database"), exchange.text());
      after(Duration.ofSeconds(30));
    }
    assertEquals(1, started.get());
    end.countDown();
  }
}
