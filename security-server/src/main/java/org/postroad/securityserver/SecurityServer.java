// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import org.postroad.securityserver.messagelog.MessageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running security server, wired by hand.
 *
 * <p>It starts from a directory that holds the anchor, the server configuration and the keys. When
 * {@link #start} returns, the global configuration is verified, OCSP responses are at hand and all
 * ports are open.
 */
public final class SecurityServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SecurityServer.class);

  private final MessageLog messageLog;
  private final Deque<AutoCloseable> parts;

  private SecurityServer(MessageLog messageLog, Deque<AutoCloseable> parts) {
    this.messageLog = messageLog;
    this.parts = parts;
  }

  public static SecurityServer start(
      SecurityServerOptions options, Clock clock, SecureRandom random) throws IOException {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      MessageLog log = new SecurityServerStart(options, clock, random, parts).run();
      return new SecurityServer(log, parts);
    } catch (IOException | RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  public MessageLog messageLog() {
    return messageLog;
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
