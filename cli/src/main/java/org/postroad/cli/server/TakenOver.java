// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.cli.output.Table;
import org.postroad.cli.serverconf.LeftBehind;
import org.postroad.cli.takeover.Fate;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * What was made and what became of everything; its names are part of what users rely on.
 *
 * @param database what came from the database, if it was read
 * @param leftBehind what of the database did not come
 */
record TakenOver(
    String server,
    boolean dryRun,
    String directory,
    Map<String, String> keys,
    Optional<Integer> softwareKeys,
    List<String> certificatesOfDevices,
    Optional<Counts> database,
    List<LeftBehind> leftBehind,
    List<Fate> parameters) {

  /** How much of what there is. */
  record Counts(
      int clients,
      int tlsCertificates,
      int serviceDescriptions,
      int services,
      int accessRights,
      int localGroups,
      int timestampingServices) {

    static Counts of(ServerConfiguration configuration) {
      List<Client> clients = configuration.clients();
      return new Counts(
          clients.size(),
          clients.stream().mapToInt(each -> each.informationSystemCertificates().size()).sum(),
          clients.stream().mapToInt(each -> each.serviceDescriptions().size()).sum(),
          clients.stream()
              .flatMap(each -> each.serviceDescriptions().stream())
              .mapToInt(each -> each.services().size())
              .sum(),
          clients.stream().mapToInt(each -> each.accessRights().size()).sum(),
          clients.stream().mapToInt(each -> each.localGroups().size()).sum(),
          configuration.timestampServices().size());
    }
  }

  void print(PrintWriter out) {
    var table = Table.of("parameter", "value", "said in", "becomes", "");
    for (Fate fate : parameters) {
      String becomes =
          switch (fate.kind()) {
            case TRANSLATED -> fate.key().isEmpty() ? "keys/tokens" : fate.key();
            case NOT_NEEDED -> "nothing";
            case LOOK_AT -> "LOOK AT IT";
            case UNKNOWN -> "UNKNOWN";
          };
      table.row(fate.parameter(), fate.value(), fate.place(), becomes, fate.remark());
    }
    table.print(out);
    out.println();
    if (!leftBehind.isEmpty()) {
      var rows = Table.of("left behind", "", "why");
      leftBehind.forEach(each -> rows.row(each.what(), each.whose(), each.why()));
      rows.print(out);
      out.println();
    }
    out.println((dryRun ? "Would take over " : "Took over ") + server + " to " + directory);
    softwareKeys.ifPresent(count -> out.println("software keys: " + count));
    database.ifPresent(counts -> print(counts, out));
    certificatesOfDevices.forEach(
        subject -> out.println("import when its token is there: " + subject));
  }

  private static void print(Counts counts, PrintWriter out) {
    out.println("clients: " + counts.clients());
    out.println("TLS certificates of information systems: " + counts.tlsCertificates());
    out.println("service descriptions: " + counts.serviceDescriptions());
    out.println("services: " + counts.services());
    out.println("access rights: " + counts.accessRights());
    out.println("local groups: " + counts.localGroups());
    out.println("time-stamping services: " + counts.timestampingServices());
  }
}
