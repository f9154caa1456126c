// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.postroad.securityserver.admin.ControlSocket;
import org.postroad.securityserver.admin.LiveLog;
import org.postroad.securityserver.archive.Archives;
import org.postroad.securityserver.archive.RecordProofs;
import org.postroad.securityserver.archive.RememberedSettings;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.PublishedConfiguration;
import org.postroad.securityserver.journal.JournalKeys;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.messagelog.MessageLog;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.TimestampAuthorities;
import org.postroad.securityserver.signer.ServerKeys;
import org.postroad.securityserver.witness.Transparency;

/** The part of the start that opens the message log: its time-stamps, its tree, its archives. */
final class LogStart {
  private final Ground ground;

  LogStart(Ground ground) {
    this.ground = ground;
  }

  /**
   * A message log with what belongs to it.
   *
   * @param port opens the port where others see the log
   */
  record Logging(
      MessageLog log,
      TimestampAuthorities timestamps,
      JournalKeys keys,
      Transparency transparency,
      TransparencyStart port) {}

  Logging begin(
      ServerKeys keys,
      Ahead<TransparencyStart.Keys> signing,
      ConfigurationStart.Configured configured)
      throws IOException {
    TimestampAuthorities timestamps = timestamps(configured.published());
    JournalKeys logKeys = keys.logKeys(ground.directory().logKeys());
    MessageLog log = open(timestamps, logKeys);
    ground.hold(ElasticHeap.start(log.journal()::lastSequence));
    TransparencyStart port =
        new TransparencyStart(ground.options(), configured.id(), ground.clock(), ground.parts());
    Transparency transparency = port.start(log, timestamps, ground.client(), signing.get());
    configured
        .published()
        .onChange(current -> log.timestampEvery(current.global().timestampingInterval()));
    archive(log, transparency, configured.store());
    return new Logging(log, timestamps, logKeys, transparency, port);
  }

  private TimestampAuthorities timestamps(PublishedConfiguration configuration) {
    return new TimestampAuthorities(
        () -> services(configuration.current()),
        () -> configuration.current().global().trust(),
        new TimestampPost(ground.authorities()),
        ground.clock());
  }

  private List<URI> services(Configuration current) {
    return ground
        .settings()
        .costs()
        .timestamping()
        .timestamping(current.global(), current.server().timestampServices());
  }

  private MessageLog open(TimestampAuthorities timestamps, JournalKeys keys) throws IOException {
    MessageLogOptions logging = ground.settings().log();
    JournalOptions journal = logging.journal().withKeys(keys);
    return ground.hold(
        MessageLog.open(
            ground.directory().messageLog(),
            logging.withJournal(journal),
            ground.clock(),
            ground.random(),
            timestamps));
  }

  /** Archives end first when the server stops, so that nobody waits for a request to archive. */
  private void archive(MessageLog log, Transparency transparency, ConfigurationHistory versions)
      throws IOException {
    Path messageLog = ground.directory().messageLog();
    RememberedSettings.write(messageLog, ground.settings().archives());
    Archives archives =
        Archives.open(
            log.journal(),
            messageLog,
            ground.settings().archives(),
            RecordProofs.in(messageLog),
            ground.clock(),
            ground.random());
    LiveLog live = new LiveLog(messageLog, log, archives, transparency::status, ground.clock());
    ControlSocket.openIfPossible(messageLog, live, versions).ifPresent(ground.parts());
    ground.hold(archives).start();
  }
}
