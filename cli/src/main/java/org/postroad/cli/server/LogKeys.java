// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.process.Keys;
import org.postroad.securityserver.journal.JournalOptions;
import org.postroad.securityserver.messagelog.BodyLogging;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.MessageLogOptions;

/** The section {@code log}. */
final class LogKeys {

  private LogKeys() {}

  static MessageLogOptions read(Keys keys) {
    MessageLogOptions preset = MessageLogOptions.DEFAULT;
    return new MessageLogOptions(
        keys.section("journal", LogKeys::journal),
        keys.section("bodies", LogKeys::bodies),
        keys.size(
            "max-loggable-bytes",
            preset.maxLoggableBytes(),
            "largest body that is kept; 0 for none"),
        keys.word("oversized", preset.oversized(), "what happens to a message with a larger one"),
        keys.flag(
            "timestamp-immediately",
            preset.timestampImmediately(),
            "stamp each record before its message goes on"),
        keys.time("timestamp-interval", preset.timestampInterval(), "between batches"),
        keys.time(
            "timestamp-retry-delay", preset.timestampRetryDelay(), "while no authority answers"),
        keys.number(
            "timestamp-batch", preset.timestampBatch(), "most records under one time-stamp"),
        keys.time(
            "acceptable-timestamp-failure",
            preset.acceptableTimestampFailure(),
            "how long messages go on while stamping fails; 0 s for ever"),
        keys.section("index", LogKeys::index));
  }

  private static JournalOptions journal(Keys keys) {
    JournalOptions preset = JournalOptions.DEFAULT;
    return new JournalOptions(
        keys.size("segment-bytes", preset.segmentBytes(), "after which the next file is begun"),
        keys.size("reserve-bytes", preset.reserveBytes(), "of the disk that messages leave free"));
  }

  private static BodyLogging bodies(Keys keys) {
    boolean enabled = keys.flag("enabled", BodyLogging.ALL.enabled(), "log the bodies of messages");
    var exceptions =
        new BodyLogging.Lists(
            joined(keys.list("local", "own subsystems for which the opposite holds")),
            joined(keys.list("remote", "called subsystems for which the opposite holds")));
    return enabled
        ? BodyLogging.of(true, BodyLogging.Lists.EMPTY, exceptions)
        : BodyLogging.of(false, exceptions, BodyLogging.Lists.EMPTY);
  }

  private static String joined(List<String> subsystems) {
    return subsystems.stream().collect(Collectors.joining(","));
  }

  private static IndexDatabase index(Keys keys) {
    Optional<String> url =
        keys.text("url", "jdbc:postgresql://HOST:PORT/DATABASE; an embedded one if not given");
    Optional<String> user = keys.text("user", "of that database");
    Optional<Path> password =
        keys.path("password-file", "with the password of that user alone, owner-only");
    if (url.isEmpty()) {
      if (user.isPresent() || password.isPresent()) {
        throw new IllegalArgumentException("user and password-file mean nothing without url");
      }
      return IndexDatabase.EMBEDDED;
    }
    return new IndexDatabase.Postgres(
        url.get(),
        user.orElseThrow(() -> new IllegalArgumentException("url needs user")),
        password);
  }
}
