// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postroad.protocol.algorithm.NativeCryptography;
import org.postroad.securityserver.conf.LiveConfiguration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.registration.ManagementRequests;
import org.postroad.securityserver.registration.Registrations;
import org.postroad.securityserver.service.DescriptionChanges;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.SignatureCount;
import org.postroad.securityserver.witness.Transparency;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running security server, wired by hand.
 *
 * <p>It starts from a directory that holds the anchor, the server configuration and the keys. When
 * {@link #start} returns, the global configuration is verified, OCSP responses are at hand and all
 * ports are open; a stored configuration that has expired while the registry is away is enough for
 * a start, not for messages.
 */
public final class SecurityServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityServer.class);

  private final SecurityServerStart.Started started;
  private final PublishedConfiguration published;
  private final Optional<AdministrationStart> administration;
  private final Deque<AutoCloseable> parts;

  private SecurityServer(SecurityServerStart.Running running, Deque<AutoCloseable> parts) {
    this.started = running.started();
    this.published = running.published();
    this.administration = running.administration();
    this.parts = parts;
  }

  public static SecurityServer start(
      SecurityServerOptions options, Clock clock, SecureRandom random) throws IOException {
    Thread.ofPlatform()
        .daemon()
        .name("native-cryptography")
        .start(SecurityServer::loadNativeCryptography);
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      return new SecurityServer(
          new SecurityServerStart(options, clock, random, parts).run(), parts);
    } catch (IOException | RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  /** Beside the rest of the start, which the JDK serves meanwhile (decision 0030). */
  private static void loadNativeCryptography() {
    NativeCryptography.load();
    LOG.info("RSA and ECDSA by {}", NativeCryptography.name());
  }

  public MessageLog messageLog() {
    return started.log();
  }

  /** How much this server has signed since it started, and with how many operations of its keys. */
  public SignatureCount signatures() {
    return started.signer().count();
  }

  /**
   * Carries a restore to its end that was prepared while a server ran; whether one was. A start
   * does so by itself; who reads settings from the server's directory does it before.
   */
  public static boolean completeRestore(SecurityServerOptions options, Clock clock) {
    return RestoreServer.complete(options, clock);
  }

  /** Its backups, and the way back to one. */
  public ServerBackups backups() {
    return started.backups();
  }

  /** The PIN, for whoever starts this server again; to be wiped after use. */
  public char[] pin() {
    return started.backups().pin();
  }

  /** The log as others see it, its witnesses, and this server as a witness. */
  public Transparency transparency() {
    return started.transparency();
  }

  /** What this server asks of the registry of its instance. */
  public ManagementRequests management() {
    return started.management();
  }

  /** The same, for an administrator: only what the states allow, and they are kept. */
  public Registrations registrations() {
    return started.registrations();
  }

  /** What this server was told by its administrators, and the way to tell it more. */
  public LiveConfiguration configuration() {
    return started.configuration();
  }

  /** The identity towards information systems. */
  public InternalTls internalTls() {
    return started.internalTls();
  }

  /** Descriptions of services, read by the same ways as when somebody asks for one. */
  public DescriptionChanges descriptions() {
    return started.descriptions();
  }

  /** Its tokens, keys and certificates, and the way to change them. */
  public KeyAdministration keys() {
    return started.keys();
  }

  /** Where it is administered, once that port is open; nothing where it is not. */
  public Optional<InetSocketAddress> administration() {
    return administration.flatMap(AdministrationStart::address);
  }

  /** Whether it knows a global configuration that has not expired; without, it refuses messages. */
  public boolean isConfigured() {
    return published.isValid();
  }

  /** Runs it once such a configuration is there: now, or when the first one has come. */
  public void whenConfigured(Runnable task) {
    AtomicBoolean run = new AtomicBoolean();
    published.onChange(_ -> {
      if (published.isValid() && run.compareAndSet(false, true)) {
        task.run();
      }
    });
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("A part of the server did not stop cleanly", e);
      }
    }
  }

  @Override
  public void close() {
    closeAll(parts);
  }
}
