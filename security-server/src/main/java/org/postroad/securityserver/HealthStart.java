// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.api.KeptBackups;
import org.postroad.securityserver.archive.ArchiveRecipients;
import org.postroad.securityserver.archive.ArchiveSettings;
import org.postroad.securityserver.conf.ConfigurationVersions;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.health.Diagnostics;
import org.postroad.securityserver.health.Health;
import org.postroad.securityserver.health.HealthCheck;
import org.postroad.securityserver.health.HealthPort;
import org.postroad.securityserver.health.HealthSettings;
import org.postroad.securityserver.health.LocalPort;
import org.postroad.securityserver.health.Maintenance;
import org.postroad.securityserver.health.MemoryUse;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.net.HttpHandler;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.signer.SigningIdentities;

/**
 * The part of the start that tells others how this node is; nothing where nobody is to be told. Its
 * ports are closed after those of messages, so that a balancer hears of a stop while exchanges
 * under way are finished.
 */
final class HealthStart implements AutoCloseable {
  private static final int CONNECTIONS = 100;
  private static final byte[] SIGNED = "health check".getBytes(StandardCharsets.US_ASCII);

  private final HealthSettings settings;
  private final NetThreads threads;
  private final Clock clock;
  private final Maintenance maintenance = new Maintenance();
  private final List<HttpListener> listeners = new ArrayList<>();

  HealthStart(HealthSettings settings, NetThreads threads, Clock clock) {
    this.settings = settings;
    this.threads = threads;
    this.clock = clock;
  }

  /**
   * What is looked at.
   *
   * @param logging why the message log refuses every message, while it does
   * @param writing whether what is appended to the message log is written
   */
  record Subject(
      SigningIdentities identities,
      ServerKeys keys,
      PublishedConfiguration configuration,
      ConfigurationVersions store,
      TimestampAuthorities timestamps,
      Supplier<Optional<String>> logging,
      BooleanSupplier writing,
      Supplier<MemoryUse> memory) {}

  /** What is only told. */
  record Told(
      ArchiveSettings archives, boolean logEncrypted, boolean monitored, KeptBackups backups) {}

  void listen(Subject subject, Told told, Runnable reread, Optional<HttpHandler> metrics) {
    settings
        .port()
        .ifPresent(port ->
            open(
                settings.address(),
                port,
                new HealthPort(
                    new Health(checks(subject)),
                    maintenance,
                    new Health(List.of(life(subject))),
                    metrics.filter(_ -> settings.metrics()))));
    settings
        .localPort()
        .ifPresent(port ->
            open(
                InetAddress.getLoopbackAddress(),
                port,
                new LocalPort(
                    settings.port().map(_ -> maintenance),
                    diagnostics(subject, told),
                    reread,
                    metrics.orElseThrow())));
  }

  private List<HealthCheck> checks(Subject subject) {
    List<HealthCheck> checks = new ArrayList<>();
    if (settings.tokens()) {
      checks.add(new HealthCheck("Hardware tokens", () -> unusable(subject.keys())));
    }
    checks.add(validConfiguration(subject));
    checks.add(keyThatSigns(subject));
    checks.add(keyThatIsGood(subject));
    checks.add(serverConfiguration(subject));
    checks.add(new HealthCheck("Message log", () -> subject.logging().get()));
    settings
        .memoryThreshold()
        .ifPresent(percent ->
            checks.add(new HealthCheck("Memory", () -> subject.memory().get().problem(percent))));
    return checks;
  }

  private static HealthCheck validConfiguration(Subject subject) {
    return new HealthCheck(
        "Global configuration",
        () -> {
          var _ = subject.configuration().valid();
          return Optional.empty();
        });
  }

  private HealthCheck keyThatSigns(Subject subject) {
    return new HealthCheck(
        "Authentication key",
        () -> {
          var identity =
              subject
                  .identities()
                  .listening(subject.configuration().current().global(), clock.instant());
          var _ = identity.key().signer(DigestAlgorithm.SHA256).sign(SIGNED);
          return Optional.empty();
        });
  }

  private HealthCheck keyThatIsGood(Subject subject) {
    return new HealthCheck(
        "Authentication key OCSP status",
        () -> {
          var _ =
              subject
                  .identities()
                  .authentication(subject.configuration().current().global(), clock.instant());
          return Optional.empty();
        });
  }

  private static HealthCheck serverConfiguration(Subject subject) {
    return new HealthCheck(
        "Server configuration",
        () -> subject.store().newest().isEmpty() ? Optional.of("there is none") : Optional.empty());
  }

  private static HealthCheck life(Subject subject) {
    return new HealthCheck(
        "Message log",
        () ->
            subject.writing().getAsBoolean()
                ? Optional.empty()
                : Optional.of("its writer has ended"));
  }

  private static Optional<String> unusable(ServerKeys keys) {
    List<String> names = keys.unusableDevices();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(String.join(", ", names) + " cannot be used");
  }

  Diagnostics diagnostics(Subject subject, Told told) {
    return new Diagnostics(
        subject.timestamps()::outcomes,
        told.archives(),
        () -> recipients(told.archives(), subject.configuration()),
        told.logEncrypted(),
        told.monitored(),
        told.backups().areMade(),
        told.backups()::keys,
        settings.memoryThreshold());
  }

  private static List<ArchiveRecipients> recipients(
      ArchiveSettings archives, PublishedConfiguration configuration) {
    List<MemberId> members =
        configuration.current().server().clients().stream()
            .map(client -> client.id().member())
            .distinct()
            .toList();
    try {
      return ArchiveRecipients.of(archives, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(InetAddress address, int port, HttpHandler handler) {
    listeners.add(
        HttpListener.open(
            threads,
            new InetSocketAddress(address, port),
            Optional.empty(),
            HttpLimits.DEFAULT.withConnections(CONNECTIONS),
            handler));
  }

  /** The ports that are open, that of the health first. */
  List<HttpListener> listeners() {
    return List.copyOf(listeners);
  }

  /** The server stops: told from now on until {@link #close}. */
  void stopping() {
    maintenance.stop();
  }

  @Override
  public void close() {
    listeners.forEach(HttpListener::close);
  }
}
