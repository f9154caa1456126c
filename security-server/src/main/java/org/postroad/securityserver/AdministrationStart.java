// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.postroad.protocol.administration.AuditLog;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.securityserver.api.AdministeredServer;
import org.postroad.securityserver.api.AdministrationPort;
import org.postroad.securityserver.api.AdministrationSettings;
import org.postroad.securityserver.api.LazyApi;
import org.postroad.securityserver.api.ServerApi;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;
import org.postroad.securityserver.net.NetThreads;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.InternalTlsFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of the administration API (E01), opened behind all others by a thread that nobody waits
 * for: its key is behind the PIN, which takes time on purpose. A port that cannot be opened is said
 * in the log, and messages go on.
 */
final class AdministrationStart implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AdministrationStart.class);
  private static final PortLimits LIMITS = PortLimits.ADMINISTRATION;
  private static final List<String> THIS_MACHINE = List.of("localhost", "127.0.0.1");

  private final Ahead<Optional<HttpListener>> listener;
  private final LazyApi api;

  private AdministrationStart(Ahead<Optional<HttpListener>> listener, LazyApi api) {
    this.listener = listener;
    this.api = api;
  }

  /** Returns at once. */
  static AdministrationStart begin(
      AdministeredServer server,
      SecurityServerOptions options,
      NetThreads threads,
      Clock clock,
      SecureRandom random) {
    AdministrationSettings settings = options.settings().administration();
    ServerDirectory directory = new ServerDirectory(options.directory());
    var api =
        new LazyApi(() ->
            ServerApi.open(
                server, settings, auditLog(server, directory.auditLog()), clock, random));
    return new AdministrationStart(
        Ahead.of(
            "start-administration",
            () -> {
              try {
                InternalTls tls = server.administrationIdentity().tls().get();
                return Optional.of(listen(settings, threads, tls, api, clock));
              } catch (RuntimeException e) {
                LOG.error("There is no administration at port {}", settings.port(), e);
                return Optional.empty();
              }
            }),
        api);
  }

  /** Begins to open what administrators see; returns at once. */
  static Ahead<InternalTls> identity(
      SecurityServerOptions options, Clock clock, SecureRandom random) {
    InternalTlsFiles files =
        new ServerDirectory(options.directory()).administrationTls(options.pin());
    List<String> hosts = hosts(options.settings().administration());
    return Ahead.of("open-administration-key", () -> InternalTls.open(files, hosts, clock, random));
  }

  /** The same for those who ask later. */
  static InternalTls opened(Ahead<InternalTls> identity) {
    try {
      return identity.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has nothing saved while all files of the server are put under another PIN; see {@link
   * InternalTls#changePin}. A key that could not be opened is not held, and so not saved either.
   */
  static void changePin(
      InternalTls internal,
      Optional<Ahead<InternalTls>> administration,
      char[] next,
      Runnable change) {
    Runnable rest = () -> internal.changePin(next, change);
    held(administration)
        .ifPresentOrElse(administrators -> administrators.changePin(next, rest), rest);
  }

  private static Optional<InternalTls> held(Optional<Ahead<InternalTls>> administration) {
    try {
      return administration.map(AdministrationStart::opened);
    } catch (RuntimeException e) {
      LOG.warn("The key of the administration is not open", e);
      return Optional.empty();
    }
  }

  private static HttpListener listen(
      AdministrationSettings settings,
      NetThreads threads,
      InternalTls tls,
      LazyApi api,
      Clock clock) {
    return HttpListener.openSecure(
        threads,
        new InetSocketAddress(settings.address(), settings.port()),
        tls::server,
        HttpLimits.DEFAULT.withConnections(LIMITS.connections()).withRequest(LIMITS.requestTime()),
        new AdministrationPort(api, LIMITS, clock));
  }

  /** Whom the certificate of this port is made for. */
  static List<String> hosts(AdministrationSettings settings) {
    Stream<String> told =
        settings.address().isAnyLocalAddress()
            ? settings.allowedHostnames().stream()
            : Stream.concat(
                Stream.of(settings.address().getHostAddress()),
                settings.allowedHostnames().stream());
    return Stream.concat(told, THIS_MACHINE.stream()).distinct().toList();
  }

  private static AuditLog auditLog(AdministeredServer server, Path file) {
    String node = server.configuration().get().server().id().serverCode();
    return new AuditLog(() -> append(file), node, "Postroad security server");
  }

  private static OutputStream append(Path file) throws IOException {
    return Channels.newOutputStream(
        Files.newByteChannel(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
  }

  /** Where it is served, once it is; nothing if the port could not be opened. */
  Optional<InetSocketAddress> address() {
    try {
      return listener.get().map(HttpListener::address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.get().ifPresent(HttpListener::close);
    api.close();
  }
}
