// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.postroad.protocol.fault.FaultSpelling;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.exchange.ExchangeEnvironment;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.MessageLimits;
import org.postroad.securityserver.exchange.SignMessage;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.monitoring.Monitoring;
import org.postroad.securityserver.monitoring.MonitoringSettings;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.service.MonitoringServices;
import org.postroad.securityserver.signer.BatchSigner;
import org.postroad.securityserver.signer.SigningSettings;

/** All that a line of one server works with: keys, a message log on disk, a spool, the network. */
public final class TestServer implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestServerKeys keys;
  private final MessageLog log;
  private final BodySpool spool;
  private final NetThreads threads = NetThreads.start(1);
  private final HttpClient client = HttpClient.open(threads, HttpLimits.DEFAULT);
  private final List<ExchangeRecord> records = new CopyOnWriteArrayList<>();
  private final Monitoring monitoring;

  public TestServer(Path directory, TestServerKeys keys) throws IOException {
    this.keys = keys;
    this.log =
        MessageLog.open(
            directory.resolve("log"),
            MessageLogOptions.DEFAULT.withTimestampInterval(Duration.ZERO),
            TestInstance.CLOCK,
            RANDOM,
            _ -> {
              throw new IllegalStateException("nothing is stamped here");
            });
    this.spool =
        BodySpool.open(Files.createDirectories(directory.resolve("spool")), BodyLimits.DEFAULT);
    this.monitoring = openMonitoring(directory.resolve("operational"));
  }

  /** Answers questions about a server that has not exchanged anything. */
  public static Monitoring openMonitoring(Path directory) throws IOException {
    return Monitoring.open(
        directory,
        MonitoringSettings.DEFAULT,
        new Monitoring.MonitoredServer(
            () -> {
              throw new IllegalStateException("it is told of no exchange");
            },
            "127.0.0.1",
            List::of),
        TestInstance.CLOCK);
  }

  public MonitoringServices monitoringServices() {
    return new MonitoringServices(monitoring, RANDOM);
  }

  public ExchangeEnvironment environment(Supplier<Configuration> configuration) {
    return environment(configuration, FaultSpelling.SINCE_7_8);
  }

  public ExchangeEnvironment environment(
      Supplier<Configuration> configuration, FaultSpelling faults) {
    return new ExchangeEnvironment(
        configuration,
        keys.identities(),
        new SignMessage(
            keys.identities(),
            new BatchSigner(TestInstance.CLOCK, SigningSettings.DEFAULT),
            TestInstance.CLOCK),
        log,
        spool,
        MessageLimits.DEFAULT,
        () -> UUID.randomUUID().toString(),
        RANDOM,
        faults,
        records::add,
        TestInstance.CLOCK);
  }

  public TestServerKeys keys() {
    return keys;
  }

  public MessageLog log() {
    return log;
  }

  public HttpClient client() {
    return client;
  }

  public NetThreads threads() {
    return threads;
  }

  /** What monitoring was told of the last exchange. */
  public ExchangeRecord lastRecord() {
    return records.getLast();
  }

  @Override
  public void close() throws IOException {
    client.close();
    threads.close();
    log.close();
    monitoring.close();
  }
}
