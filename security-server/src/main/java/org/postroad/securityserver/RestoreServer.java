// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.backup.BackupContent;
import org.postroad.protocol.backup.StagedRestore;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.conf.VersionDocument;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a server goes into a backup, and how that comes back (E30): {@link BackedUpFiles} and the
 * newest version of the server configuration. That one becomes a new version on top of those that
 * are there, which nothing takes away; the message log is not touched.
 */
record RestoreServer(StagedRestore staged, BackedUpFiles files) {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreServer.class);
  private static final String CONFIGURATION = "server-configuration.copy";
  private static final int ATTEMPTS = 20;

  static RestoreServer of(SecurityServerOptions options) {
    return new RestoreServer(new StagedRestore(options.directory()), BackedUpFiles.of(options));
  }

  /**
   * Carries a restore that was prepared to its end, if one was; refused while a server is open
   * here.
   */
  static boolean complete(SecurityServerOptions options, Clock clock) {
    RestoreServer restored = of(options);
    if (!restored.staged.isReady()) {
      return false;
    }
    if (options.settings().node().type() == NodeType.SECONDARY) {
      throw SecondaryConfiguration.refusal();
    }
    restored.complete(clock);
    return true;
  }

  private void complete(Clock clock) {
    ServerConfigurationStore.Saved then = configuration(staged.ready());
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(files.directory().serverConfiguration(), clock)) {
      putOnTop(store, then);
      staged.complete(files.from(staged.ready()));
    }
    LOG.info("restored, with version {} of the server configuration", then.version().number());
  }

  private static void putOnTop(
      ServerConfigurationStore store, ServerConfigurationStore.Saved then) {
    Optional<ServerConfigurationStore.Version> newest = store.newest();
    if (newest.isPresent() && isNewest(store, then)) {
      return;
    }
    Author author =
        Author.system(
            "version %d, saved at %s, restored from a backup"
                .formatted(then.version().number(), then.version().savedAt()));
    var _ =
        store.save(
            newest.map(ServerConfigurationStore.Version::number).orElse(0L),
            then.configuration(),
            author.who(),
            author.why());
  }

  /** A version that is damaged is a reason to restore. */
  private static boolean isNewest(
      ServerConfigurationStore store, ServerConfigurationStore.Saved then) {
    try {
      var now =
          new ServerConfigurationStore.Saved(
              then.version(), store.load().orElseThrow().configuration());
      return Arrays.equals(VersionDocument.write(now), VersionDocument.write(then));
    } catch (Fault damaged) {
      LOG.warn("{}; a backup takes its place", damaged.text());
      return false;
    }
  }

  static String origin(SecurityServerId id) {
    return "security server " + id;
  }

  /**
   * Restores at the next start; nothing changes before.
   *
   * @param pin that the keys of the backup have to open with
   */
  void prepare(BackupContent content, SecurityServerId id, char[] pin) {
    if (!content.origin().equals(origin(id))) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The backup is of " + content.origin() + ", this is " + origin(id));
    }
    staged.prepare(content, staging -> judge(staging, id, pin));
  }

  private static void judge(Path staging, SecurityServerId id, char[] pin) {
    if (!configuration(staging).configuration().id().equals(id)) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The backup has the configuration of another");
    }
    var then = new ServerDirectory(staging);
    try {
      var _ = ConfigurationAnchor.parse(Files.readAllBytes(then.anchor()));
      try (DirectoryStream<Path> tokens = Files.newDirectoryStream(then.keys(), "*.p12")) {
        for (Path token : tokens) {
          requirePin(Files.readAllBytes(token), pin);
        }
      }
    } catch (IOException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The backup lacks " + e.getMessage(), e);
    }
  }

  private static void requirePin(byte[] token, char[] pin) throws IOException {
    try {
      var _ = SoftwareToken.open(new ByteArrayInputStream(token), pin);
    } catch (Fault e) {
      throw new Fault(
          FaultCode.INVALID_REQUEST,
          "The keys of the backup do not open with the present PIN: change it to that of then,"
              + " restore, and change it again",
          e);
    }
  }

  private static ServerConfigurationStore.Saved configuration(Path folder) {
    Path file = folder.resolve(CONFIGURATION);
    try {
      return VersionDocument.read(Files.readAllBytes(file), file);
    } catch (IOException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, "The backup has no server configuration", e);
    }
  }

  /** All that is kept now: files as they were at one moment. */
  BackupContent present(ServerConfigurationStore.Saved configuration) {
    Optional<Map<String, byte[]>> last = Optional.empty();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Map<String, byte[]>> now = look();
      if (now.isPresent() && last.isPresent() && areEqual(now.get(), last.get())) {
        Map<String, byte[]> all = now.get();
        all.put(CONFIGURATION, VersionDocument.write(configuration));
        return new BackupContent(origin(configuration.configuration().id()), all);
      }
      last = now;
    }
    throw new Fault(FaultCode.INTERNAL_ERROR, "The files of this server change all the time");
  }

  /** Nothing where a file went while it was looked at. */
  private Optional<Map<String, byte[]>> look() {
    try {
      return Optional.of(staged.present(files));
    } catch (UncheckedIOException e) {
      LOG.info("Looking again for what is backed up", e);
      return Optional.empty();
    }
  }

  private static boolean areEqual(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(file -> Arrays.equals(file.getValue(), other.get(file.getKey())));
  }
}
