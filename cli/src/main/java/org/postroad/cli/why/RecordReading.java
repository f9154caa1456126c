// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.securityserver.admin.ConfigurationAccess;
import org.postroad.securityserver.admin.LogAccess;
import org.postroad.securityserver.admin.LogOperations;
import org.postroad.securityserver.admin.RecordFilter;
import org.postroad.securityserver.admin.RecordLine;
import org.postroad.securityserver.admin.RecordSearch;
import org.postroad.securityserver.admin.TaskProgress;
import org.postroad.securityserver.conf.GlobalConfigurationSettings;
import org.postroad.securityserver.conf.StoredGlobalConfiguration;
import org.postroad.securityserver.monitoring.KeptRecords;
import org.postroad.securityserver.monitoring.OperationalField;

/** Reads what one server knows of an exchange: from itself where it runs, or from its files. */
final class RecordReading {
  private static final int MOST = 100;

  private final ServerDirectory directory;
  private final String server;
  private final Clock clock;

  /**
   * Reads nothing yet.
   *
   * @param server how commands name the server
   */
  RecordReading(Path directory, String server, Clock clock) {
    this.directory = new ServerDirectory(directory);
    this.server = server;
    this.clock = clock;
  }

  Explanation explain(String id, TaskProgress progress) throws IOException {
    try (ConfigurationAccess configuration =
        ConfigurationAccess.of(
            directory.messageLog(),
            directory.serverConfiguration(),
            directory.serverConfigurationCopy(),
            clock)) {
      List<KeptRecords.Kept> kept = new KeptRecords(directory.operationalRecords()).of(id);
      return new Judgement(
              new Facts(
                  id,
                  kept,
                  messages(id, kept, progress),
                  new Versions(configuration.history()),
                  global(),
                  server))
          .explain();
    }
  }

  /**
   * Of files that no server has open each search reads everything, so one is made if one will do.
   */
  private List<RecordLine> messages(String id, List<KeptRecords.Kept> kept, TaskProgress progress)
      throws IOException {
    if (!Files.isDirectory(directory.messageLog())) {
      return List.of();
    }
    Map<Long, RecordLine> found = new LinkedHashMap<>();
    boolean ofMessage =
        kept.stream()
            .anyMatch(
                each -> each.record().text(OperationalField.MESSAGE_ID).equals(Optional.of(id)));
    boolean ofExchange = !kept.isEmpty() && !ofMessage;
    List<RecordFilter> filters =
        ofMessage
            ? List.of(withQueryId(id))
            : ofExchange ? List.of(withRequestId(id)) : List.of(withQueryId(id), withRequestId(id));
    try (LogOperations log = LogAccess.of(directory.messageLog())) {
      for (RecordFilter filter : filters) {
        var _ =
            log.search(
                new RecordSearch(filter, false, MOST),
                line -> found.put(line.sequence(), line),
                progress);
      }
    }
    return found.values().stream().sorted(Comparator.comparingLong(RecordLine::sequence)).toList();
  }

  private static RecordFilter withQueryId(String id) {
    return filter(Optional.of(id), Optional.empty());
  }

  private static RecordFilter withRequestId(String id) {
    return filter(Optional.empty(), Optional.of(id));
  }

  private static RecordFilter filter(Optional<String> queryId, Optional<String> requestId) {
    return new RecordFilter(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        queryId,
        requestId,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<GlobalConfiguration> global() throws IOException {
    if (!Files.exists(directory.anchor())) {
      return Optional.empty();
    }
    try {
      return StoredGlobalConfiguration.read(
          directory.globalConfiguration(),
          ConfigurationAnchor.parse(Files.readAllBytes(directory.anchor())),
          GlobalConfigurationSettings.DEFAULT.federations());
    } catch (Fault noAnchor) {
      return Optional.empty();
    }
  }
}
