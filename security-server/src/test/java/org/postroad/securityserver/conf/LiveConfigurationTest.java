// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.testing.StandingClock;

class LiveConfigurationTest {
  private static final Author ANNA = new Author("anna", "more");
  private static final Client PROVIDER = Fixtures.client(Fixtures.PROVIDER, List.of(), List.of());

  private static final Client CONSUMER =
      Fixtures.client(Fixtures.PROVIDER.member(), List.of(), List.of());

  @TempDir private Path directory;
  private final StandingClock clock = new StandingClock();
  private Optional<ServerConfigurationStore> store = Optional.empty();
  private Optional<PublishedConfiguration> published = Optional.empty();
  private Optional<LiveConfiguration> live = Optional.empty();

  @BeforeEach
  void open() {
    ServerConfigurationStore opened = ServerConfigurationStore.open(directory, clock);
    store = Optional.of(opened);
    opened.save(0, Fixtures.server(), "test", "beginning");
    ServerConfigurationStore.Saved saved = opened.load().orElseThrow();
    PublishedConfiguration begun = new PublishedConfiguration(saved.configuration(), clock);
    begun.publish(Fixtures.global(Optional.empty()));
    published = Optional.of(begun);
    live = Optional.of(new LiveConfiguration(opened, begun, saved));
  }

  @AfterEach
  void close() {
    store.ifPresent(ServerConfigurationStore::close);
  }

  private List<Client> inForce() {
    return published.orElseThrow().current().server().clients();
  }

  @Test
  void aChangeIsKeptAndInForceWhenItReturns() {
    var version = live.orElseThrow().change(ANNA, now -> now.withClient(PROVIDER));
    assertEquals(2, version.number());
    assertEquals("anna", version.who());
    assertEquals(List.of(PROVIDER), inForce());
    assertEquals(
        List.of(PROVIDER), store.orElseThrow().load().orElseThrow().configuration().clients());
    assertEquals(3, live.orElseThrow().change(ANNA, now -> now).number());
  }

  @Test
  void aRefusedChangeLeavesEverythingAsItWas() {
    assertThrows(
        Fault.class,
        () ->
            live.orElseThrow()
                .change(
                    ANNA,
                    _ -> {
                      throw new Fault(FaultCode.INVALID_REQUEST, "no");
                    }));
    assertEquals(List.of(), inForce());
    assertEquals(1, store.orElseThrow().history().size());
  }

  @Test
  void whatIsNotNeededIsNotSaved() {
    assertEquals(Optional.empty(), live.orElseThrow().changeIfNeeded(_ -> Optional.empty()));
    assertEquals(1, store.orElseThrow().history().size());
  }

  @Test
  void whatSomebodyElseHasSavedIsReadBeforeTheNextChange() {
    store.orElseThrow().save(1, Fixtures.server(PROVIDER), "bert", "restored");
    LiveConfiguration running = live.orElseThrow();
    assertThrows(Fault.class, () -> running.change(ANNA, now -> now));
    assertEquals(List.of(), inForce());
    assertEquals(3, running.change(ANNA, now -> now).number());
    assertEquals(List.of(PROVIDER), inForce());
    assertSame(running.current(), published.orElseThrow().current().server());
  }

  /** Whoever downloads something keeps nobody waiting, and loses nobody's change. */
  @Test
  void aSlowChangeIsWorkedOutAnewAfterAnother() {
    LiveConfiguration running = live.orElseThrow();
    AtomicInteger attempts = new AtomicInteger();
    var version =
        running.changeSlowly(
            ANNA,
            now -> {
              if (attempts.incrementAndGet() == 1) {
                var _ = running.change(ANNA, other -> other.withClient(PROVIDER));
              }
              return now.withClient(CONSUMER);
            });
    assertEquals(3, version.number());
    assertEquals(2, attempts.get());
    assertEquals(List.of(PROVIDER, CONSUMER), inForce());
  }

  @Test
  void aSlowChangeThatIsAlwaysOvertakenIsGivenUp() {
    LiveConfiguration running = live.orElseThrow();
    assertThrows(
        Fault.class,
        () ->
            running.changeSlowly(
                ANNA,
                now -> {
                  var _ = running.change(ANNA, other -> other.withClient(PROVIDER));
                  return now.withClient(CONSUMER);
                }));
    assertEquals(List.of(PROVIDER), inForce());
  }
}
