// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.securityserver.conf.AllowedFederations;
import org.postroad.securityserver.conf.Download;
import org.postroad.securityserver.conf.GlobalConfigurationClient;
import org.postroad.testing.TestAuthority;
import org.slf4j.LoggerFactory;

/** What the log says of a fetch that fails because the server has taken its network away. */
class StopWhileFetchingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Logger log = (Logger) LoggerFactory.getLogger(GlobalConfigurationClient.class);
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch networkGone = new CountDownLatch(1);

  @TempDir private Path directory;

  @BeforeEach
  void listen() {
    said.start();
    log.addAppender(said);
  }

  @AfterEach
  void leave() {
    log.detachAppender(said);
  }

  private GlobalConfigurationClient start() throws IOException {
    Download download =
        (_, _) -> {
          asked.countDown();
          try {
            networkGone.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          throw new RejectedExecutionException("event executor terminated");
        };
    GlobalConfigurationClient client =
        GlobalConfigurationClient.open(
            new ConfigurationAnchor(
                Optional.empty(),
                "TEST",
                List.of(
                    new ConfigurationAnchor.Source(
                        "http://registry.test/internalconf",
                        List.of(TestAuthority.create().root().certificate())))),
            directory,
            download,
            Clock.systemUTC(),
            new SplittableRandom(3),
            _ -> {},
            AllowedFederations.ALL);
    client.start(Duration.ofHours(1));
    return client;
  }

  private List<String> saidOnceItFailed(GlobalConfigurationClient client) {
    networkGone.countDown();
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          while (client.status().nextAt().isEmpty()) {
            Thread.onSpinWait();
          }
        });
    return said.list.stream().map(event -> event.getLevel() + " " + event.getMessage()).toList();
  }

  @Test
  void aServerThatStopsWhileItFetchesSaysNothing() throws Exception {
    GlobalConfigurationClient client = start();
    asked.await();
    client.close();
    assertEquals(List.of(), saidOnceItFailed(client));
  }

  @Test
  void aServerThatGoesOnSaysWhatFailed() throws Exception {
    try (GlobalConfigurationClient client = start()) {
      asked.await();
      assertEquals(
          List.of("ERROR Global configuration could not be refreshed, last success {}"),
          saidOnceItFailed(client));
    }
  }
}
