// SPDX-License-Identifier: MIT
package org.postroad.securityserver.conf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.testing.StandingClock;

class PublishedConfigurationTest {
  private final StandingClock time = new StandingClock(Fixtures.EXPIRES.minusSeconds(600));
  private long nanos = 5;
  private final ServerConfiguration server = Fixtures.server();
  private final PublishedConfiguration published =
      new PublishedConfiguration(server, time, () -> nanos);

  @Test
  void beforeTheFirstGlobalConfigurationThereIsNothing() {
    Fault refused = assertThrows(Fault.class, published::current);
    assertEquals(List.of(FaultCode.GLOBAL_CONF_OUTDATED), refused.path());
    assertFalse(published.isValid());
  }

  @Test
  void eachChangeIsANewSnapshotAndListenersHearOfIt() {
    List<Configuration> heard = new ArrayList<>();
    published.onChange(heard::add);
    published.publish(Fixtures.server());
    assertEquals(List.of(), heard);
    GlobalConfiguration global = Fixtures.global();
    published.publish(global);
    Configuration first = published.current();
    published.publish(server);
    assertEquals(List.of(first, published.current()), heard);
    assertSame(server, published.current().server());
    assertSame(global, published.current().global());
    List<Configuration> late = new ArrayList<>();
    published.onChange(late::add);
    assertEquals(List.of(published.current()), late);
  }

  @Test
  void validUntilTheExpiryByTheWallClock() {
    published.publish(Fixtures.global());
    time.set(Fixtures.EXPIRES);
    assertSame(server, published.valid().server());
    time.set(Fixtures.EXPIRES.plusMillis(1));
    Fault refused = assertThrows(Fault.class, published::valid);
    assertEquals(List.of(FaultCode.GLOBAL_CONF_OUTDATED), refused.path());
    assertEquals("Global configuration is expired", refused.text());
    assertSame(server, published.current().server());
  }

  @Test
  void aClockSetBackDoesNotProlongIt() {
    published.publish(Fixtures.global());
    nanos += Duration.ofMinutes(10).toNanos();
    assertTrue(published.isValid());
    time.move(Duration.ofDays(-1));
    nanos += 1;
    assertFalse(published.isValid());
    published.publish(Fixtures.server());
    assertFalse(published.isValid());
  }

  @Test
  void withoutExpiryItStaysValid() {
    published.publish(Fixtures.global(Optional.empty()));
    time.move(Duration.ofDays(10_000));
    nanos += Long.MAX_VALUE / 2;
    assertTrue(published.isValid());
  }
}
