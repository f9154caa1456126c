// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.postroad.securityserver.admin.ControlSocket;
import org.postroad.securityserver.admin.LiveLog;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.archive.RecordProofs;
import org.postroad.securityserver.archive.RememberedSettings;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.witness.Transparency;

/** The part of the start that opens the message log, its time-stamps and its archives. */
final class LogStart {
  private final SecurityServerOptions options;
  private final ServerDirectory directory;
  private final Clock clock;
  private final SecureRandom random;
  private final Consumer<AutoCloseable> parts;

  /**
   * The start of a server.
   *
   * @param parts is given everything that has to be closed, in the order in which it was opened
   */
  LogStart(
      SecurityServerOptions options,
      Clock clock,
      SecureRandom random,
      Consumer<AutoCloseable> parts) {
    this.options = options;
    this.directory = new ServerDirectory(options.directory());
    this.clock = clock;
    this.random = random;
    this.parts = parts;
  }

  TimestampAuthorities timestamps(HttpFetch fetch, PublishedConfiguration configuration) {
    return new TimestampAuthorities(
        () -> services(configuration.current()),
        () -> configuration.current().global().trust(),
        new TimestampPost(fetch),
        clock);
  }

  private List<URI> services(Configuration current) {
    return options
        .settings()
        .costs()
        .timestamping()
        .timestamping(current.global(), current.server().timestampServices());
  }

  MessageLog open(TimestampAuthorities timestamps, JournalKeys keys) throws IOException {
    MessageLogOptions logging = options.settings().log();
    JournalOptions journal = logging.journal().withKeys(keys);
    MessageLog log =
        MessageLog.open(
            directory.messageLog(), logging.withJournal(journal), clock, random, timestamps);
    parts.accept(log);
    return log;
  }

  /** Archives end first when the server stops, so that nobody waits for a request to archive. */
  void archive(MessageLog log, Transparency transparency) throws IOException {
    Path messageLog = directory.messageLog();
    RememberedSettings.write(messageLog, options.settings().archives());
    Archives archives =
        Archives.open(
            log.journal(),
            messageLog,
            options.settings().archives(),
            RecordProofs.in(messageLog),
            clock,
            random);
    LiveLog live = new LiveLog(messageLog, log, archives, transparency::status, clock);
    ControlSocket.openIfPossible(messageLog, live).ifPresent(parts);
    parts.accept(archives);
    archives.start();
  }
}
