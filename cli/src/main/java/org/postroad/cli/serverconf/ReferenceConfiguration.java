// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.postroad.cli.process.BadConfiguration;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;

/**
 * What the database of the reference implementation says of a server (D01 to D23): owner, code,
 * time-stamping services, clients with all that is theirs.
 *
 * @param left what of it has no place here
 */
public record ReferenceConfiguration(ServerConfiguration configuration, List<LeftBehind> left) {

  public ReferenceConfiguration {
    left = List.copyOf(left);
  }

  /**
   * Reads the database that is running.
   *
   * @param properties {@code db.properties}, with its password
   * @throws BadConfiguration what cannot be meant, with its table and row
   */
  public static ReferenceConfiguration live(Path properties) throws IOException {
    return of(LiveDatabase.read(properties));
  }

  /** Reads a dump of it in plain text. */
  public static ReferenceConfiguration dumped(Path dump) throws IOException {
    return of(DumpedDatabase.read(dump));
  }

  private static ReferenceConfiguration of(Tables tables) {
    if (tables.of("serverconf").size() != 1) {
      throw new BadConfiguration(
          "The database is of %d servers, expected one that was set up"
              .formatted(tables.of("serverconf").size()));
    }
    Row server = tables.of("serverconf").getFirst();
    List<LeftBehind> left = new ArrayList<>();
    var reader = new ClientReader(tables, new IdentifierReader(tables), left);
    try {
      var id = new SecurityServerId(reader.owner(server), server.required("servercode"));
      List<Client> clients =
          tables.of("client").stream()
              .filter(client -> reader.isOf(client, server))
              .map(reader::client)
              .toList();
      left.addAll(others(tables));
      return new ReferenceConfiguration(
          new ServerConfiguration(id, timestampServices(tables, server), clients), left);
    } catch (IllegalArgumentException | Fault e) {
      throw new BadConfiguration("The database says what cannot be meant: " + e.getMessage(), e);
    }
  }

  private static List<URI> timestampServices(Tables tables, Row server) {
    return tables.of("tsp", "conf_id", server).stream()
        .map(row -> URI.create(row.required("url").strip()))
        .distinct()
        .toList();
  }

  private static List<LeftBehind> others(Tables tables) {
    List<LeftBehind> others = new ArrayList<>();
    if (!tables.of("apikey").isEmpty()) {
      others.add(
          new LeftBehind(
              "API keys",
              String.valueOf(tables.of("apikey").size()),
              "only their hashes are there, made in another way: postroad server apikey add"));
    }
    return others;
  }
}
