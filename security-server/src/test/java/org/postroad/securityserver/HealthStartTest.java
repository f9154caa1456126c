// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.api.TestedBackups;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.health.HealthSettings;
import org.postroad.securityserver.health.MemoryUse;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.net.TextResponse;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestServerKeys;
import org.postroad.testing.StandingClock;

/** What a load balancer hears of a node, for every cause there is, through the ports (F06-F09). */
class HealthStartTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static final TestInstance INSTANCE = new TestInstance();

  private static final NetThreads THREADS = NetThreads.start(1);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static TestServerKeys own;

  @TempDir private Path directory;
  private final StandingClock clock = new StandingClock();
  private final List<AutoCloseable> parts = new ArrayList<>();
  private MemoryUse memory = new MemoryUse(1000, 500, 1000);
  private ServerKeys keys;
  private Optional<String> refusal = Optional.empty();
  private boolean writing = true;
  private Optional<HealthStart> started = Optional.empty();
  private ServerConfigurationStore store;
  private PublishedConfiguration configuration;

  /** Why a node cannot process messages. */
  enum Cause {
    NO_TOKEN("Hardware tokens: main cannot be used") {
      @Override
      void provoke(HealthStartTest test) throws IOException {
        Path tokens = Files.createDirectories(test.directory.resolve("tokens"));
        Files.writeString(
            tokens.resolve("main.properties"), "library = /nowhere/hsm.so\nslot = 1\n");
        test.keys = ServerKeys.open(test.directory, "any".toCharArray());
        test.parts.add(test.keys);
      }
    },
    GLOBAL_CONFIGURATION_EXPIRED("Global configuration: Global configuration is expired") {
      @Override
      void provoke(HealthStartTest test) {
        test.clock.set(test.configuration.current().global().expires().plusSeconds(1));
      }
    },
    NO_GLOBAL_CONFIGURATION("Global configuration: Global configuration has not been downloaded") {
      @Override
      void provoke(HealthStartTest test) {
        test.configuration = test.unpublished();
      }
    },
    NO_REGISTERED_KEY(
        "Authentication key: Security server has no valid authentication certificate") {
      @Override
      void provoke(HealthStartTest test) {
        test.configuration.publish(INSTANCE.global());
      }
    },
    NO_GOOD_OCSP_RESPONSE(
        "Authentication key OCSP status: Security server has no valid authentication certificate") {
      @Override
      void provoke(HealthStartTest test) {
        test.configuration.publish(test.registeredForYears());
        test.clock.move(TestInstance.FRESHNESS.plus(Duration.ofMinutes(1)));
      }
    },
    NO_STORE("Server configuration: Version 1 of the server configuration is not in ") {
      @Override
      void provoke(HealthStartTest test) {
        test.takeVersionAway();
      }
    },
    NOTHING_STORED("Server configuration: there is none") {
      @Override
      void provoke(HealthStartTest test) {
        test.store = test.openStore("empty");
      }
    },
    NO_ROOM("Message log: the disk has 5 bytes left, less than 6") {
      @Override
      void provoke(HealthStartTest test) {
        test.refusal = Optional.of("the disk has 5 bytes left, less than 6");
      }
    },
    MEMORY("Memory: 95 % of it is used, more than 90 %") {
      @Override
      void provoke(HealthStartTest test) {
        test.memory = new MemoryUse(1000, 50, 1000);
      }
    };

    private final String told;

    Cause(String told) {
      this.told = told;
    }

    abstract void provoke(HealthStartTest test) throws IOException;
  }

  @BeforeAll
  static void makeKeys(@TempDir Path ofAll) {
    own = new TestServerKeys(ofAll, INSTANCE.authority(), TestInstance.CALLER);
  }

  @AfterAll
  static void closeKeys() {
    own.keys().close();
    CLIENT.close();
    THREADS.close();
  }

  @BeforeEach
  void open() {
    keys = own.keys();
    store = openStore("store");
    var _ = store.save(0, server(), "test", "first");
    configuration = unpublished();
    configuration.publish(registered());
  }

  private ServerConfigurationStore openStore(String name) {
    ServerConfigurationStore opened = ServerConfigurationStore.open(directory.resolve(name), clock);
    parts.add(opened);
    return opened;
  }

  private void takeVersionAway() {
    try {
      Files.delete(directory.resolve("store").resolve("1.version"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PublishedConfiguration unpublished() {
    return new PublishedConfiguration(server(), clock);
  }

  private static ServerConfiguration server() {
    return new ServerConfiguration(TestInstance.CALLER_SERVER, List.of(), List.of());
  }

  private GlobalConfiguration registered() {
    return INSTANCE.global(
        TestInstance.server(
            TestInstance.CALLER_SERVER,
            "caller.test",
            own.authentication().certificate(),
            TestInstance.CALLER));
  }

  private GlobalConfiguration registeredForYears() {
    return INSTANCE.withoutExpiry(registered());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable part : parts.reversed()) {
      part.close();
    }
  }

  /** Opens both ports, that of the health first. */
  private void listen(HealthSettings settings) {
    TimestampAuthorities none =
        new TimestampAuthorities(
            List::of,
            () -> registered().trust(),
            (_, _, _, _) -> {
              throw new IOException("nobody");
            },
            clock);
    HealthStart start = new HealthStart(settings, THREADS, clock);
    parts.add(start);
    start.listen(
        new HealthStart.Subject(
            own.identities(),
            keys,
            configuration,
            store,
            none,
            () -> refusal,
            () -> writing,
            () -> memory),
        new HealthStart.Told(
            ArchiveSettings.DEFAULT,
            false,
            false,
            new TestedBackups(directory, TestInstance.CLOCK)),
        () -> {},
        Optional.of(exchange -> TextResponse.plain(200, "OK", "metric 1\n").send(exchange)));
    started = Optional.of(start);
  }

  private static HealthSettings everythingLookedAt() {
    return new HealthSettings(
        Optional.of(0), LOOPBACK, true, Optional.of(90), true, Optional.of(0), Duration.ofDays(2));
  }

  private static HealthSettings onlyPorts() {
    return new HealthSettings(
        Optional.of(0),
        LOOPBACK,
        false,
        Optional.empty(),
        false,
        Optional.of(0),
        Duration.ofDays(2));
  }

  private HttpResponse<String> ask(int fromTheEnd, String target) throws Exception {
    List<HttpListener> listeners = started.orElseThrow().listeners();
    HttpListener listener = listeners.get(listeners.size() - fromTheEnd);
    URI uri = URI.create("http://127.0.0.1:" + listener.address().getPort() + target);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aNodeThatLacksNothingIsHealthy() throws Exception {
    listen(everythingLookedAt());
    HttpResponse<String> response = ask(2, "/any/path");
    assertEquals("200 ", response.statusCode() + " " + response.body());
    assertEquals(Optional.of("0"), response.headers().firstValue("Content-Length"));
  }

  @ParameterizedTest
  @EnumSource
  void whatItLacksIsTold(Cause cause) throws Exception {
    cause.provoke(this);
    listen(everythingLookedAt());
    HttpResponse<String> response = ask(2, "/");
    assertEquals(500, response.statusCode());
    assertTrue(response.body().startsWith(cause.told), response.body());
  }

  @Test
  void tokensAndMemoryAreLookedAtOnlyWhereThatIsAskedFor() throws Exception {
    Cause.NO_TOKEN.provoke(this);
    Cause.MEMORY.provoke(this);
    listen(onlyPorts());
    assertEquals(200, ask(2, "/").statusCode());
  }

  @Test
  void theNodeIsTakenOutOfServiceThroughTheLocalPort() throws Exception {
    listen(everythingLookedAt());
    assertEquals(
        "Maintenance mode set: false => true\n", ask(1, "/maintenance?targetState=true").body());
    assertEquals(503, ask(2, "/").statusCode());
    assertEquals(200, ask(1, "/memory-usage").statusCode());
    assertEquals(
        "Maintenance mode set: true => false\n", ask(1, "/maintenance?targetState=false").body());
    assertEquals(200, ask(2, "/").statusCode());
  }

  @Test
  void metricsAreToldToThisMachineAndToOthersOnlyWhereThatIsAskedFor() throws Exception {
    listen(everythingLookedAt());
    assertEquals("metric 1\n", ask(1, "/metrics").body());
    assertEquals("metric 1\n", ask(2, "/metrics").body());
    listen(onlyPorts());
    assertEquals("metric 1\n", ask(1, "/metrics").body());
    assertEquals("", ask(2, "/metrics").body(), "the health, as for any path");
  }

  @Test
  void noPortIsOpenedThatNobodyAskedFor() {
    listen(HealthSettings.DEFAULT);
    assertEquals(List.of(), started.orElseThrow().listeners());
  }

  @Test
  void whateverItLacksTheProcessLives() throws Exception {
    Cause.GLOBAL_CONFIGURATION_EXPIRED.provoke(this);
    Cause.NO_ROOM.provoke(this);
    listen(everythingLookedAt());
    assertEquals(500, ask(2, "/").statusCode());
    assertEquals(200, ask(2, "/livez").statusCode());
  }

  @Test
  void withoutAWriterOfTheLogOnlyAStartHelps() throws Exception {
    writing = false;
    listen(everythingLookedAt());
    assertEquals("Message log: its writer has ended", ask(2, "/livez").body());
  }

  @Test
  void aStopIsToldUntilThePortsAreClosed() throws Exception {
    listen(everythingLookedAt());
    started.orElseThrow().stopping();
    HttpResponse<String> response = ask(2, "/");
    assertEquals(503, response.statusCode());
    assertEquals("This node is being stopped.", response.body());
  }
}
