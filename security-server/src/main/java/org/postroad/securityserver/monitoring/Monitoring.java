// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server knows of its own exchanges and of its machine, and whom it tells. It is told of
 * every exchange on that exchange's thread, and never makes one wait or fail.
 */
public final class Monitoring implements Consumer<ExchangeRecord>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Monitoring.class);
  private static final long LOOK_SECONDS = 5;

  private final DescribeExchange describe;
  private final Supplier<Configuration> configuration;
  private final RecordBuffer buffer;
  private final RecordKeeper keeper;
  private final Optional<HealthBeans> beans;
  private final HealthData health;
  private final OperationalData operational;
  private final ServerMetrics metrics;
  private final boolean recording;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("machine-metrics").factory());

  private Monitoring(
      RecordFiles files,
      MonitoringSettings settings,
      MonitoredServer server,
      MachineMetrics machine,
      Clock clock) {
    this.describe = new DescribeExchange(server.address());
    this.configuration = server.configuration();
    this.buffer = new RecordBuffer(settings.buffer());
    this.keeper = new RecordKeeper(buffer, files, settings.keep(), clock);
    this.beans = settings.managementBeans() ? Optional.of(new HealthBeans()) : Optional.empty();
    this.health = new HealthData(clock, beans);
    this.operational = new OperationalData(files, settings, clock);
    this.metrics = new ServerMetrics(machine, server.certificates(), settings.limitRemoteData());
    this.recording = settings.buffer() > 0;
  }

  /**
   * The server that is looked at.
   *
   * @param configuration what is current, also after it has expired
   * @param address of this machine inside its network
   * @param certificates those of this server
   */
  public record MonitoredServer(
      Supplier<Configuration> configuration,
      String address,
      Supplier<List<KnownCertificate>> certificates) {}

  /** Begins to keep records in a directory and to look at the machine. */
  public static Monitoring open(
      Path directory, MonitoringSettings settings, MonitoredServer server, Clock clock)
      throws IOException {
    MachineMetrics machine = new MachineMetrics(directory, clock);
    Monitoring monitoring =
        new Monitoring(
            RecordFiles.open(directory, clock.instant()), settings, server, machine, clock);
    monitoring.keeper.start();
    var _ =
        monitoring.looks.scheduleWithFixedDelay(
            machine::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return monitoring;
  }

  @Override
  public void accept(ExchangeRecord exchange) {
    if (exchange.purpose() != ExchangeRecord.Purpose.MESSAGE) {
      return;
    }
    try {
      OperationalRecord record = describe.apply(exchange, configuration.get());
      health.add(exchange, record);
      if (recording) {
        buffer.add(record);
      }
    } catch (RuntimeException failure) {
      LOG.warn("an exchange is missing in the operational records", failure);
    }
  }

  /** Answers {@code getSecurityServerOperationalData}. */
  public MonitoringAnswer operationalData(SoapMessage request, Configuration current)
      throws IOException {
    return operational.answer(request, current);
  }

  /** Answers {@code getSecurityServerHealthData}. */
  public MonitoringAnswer healthData(SoapMessage request) {
    return health.answer(request);
  }

  /** Answers {@code getSecurityServerMetrics}. */
  public MonitoringAnswer metrics(SoapMessage request, Configuration current) {
    return metrics.answer(request, current);
  }

  /** Writes what waits to the files now. */
  public void flush() {
    keeper.writeAll();
  }

  @Override
  public void close() throws IOException {
    looks.shutdownNow();
    beans.ifPresent(HealthBeans::close);
    keeper.close();
  }
}
