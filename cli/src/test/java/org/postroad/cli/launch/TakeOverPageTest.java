// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.launch.PageSteps.Step;
import org.postroad.cli.sandbox.FreePorts;
import org.postroad.cli.server.ReferenceCopy;
import org.postroad.cli.serverconf.ReferenceTables;
import org.postroad.registry.CentralRegistry;
import org.postroad.testing.PostgresServer;

/**
 * Every command of the page about taking over, typed as it stands by a reader who has stopped a
 * server of the reference implementation and left its database running. {@code pg_dump} must not be
 * older than that database, so it takes the PostgreSQL of the machine.
 */
@Tag("long")
@Tag("postgres")
@ExtendWith(PostgresServer.Resolver.class)
class TakeOverPageTest {
  private static final Path PAGE = Path.of("..", "docs", "take-over.md");

  @TempDir private Path directory;

  @Test
  void thePageIsTyped(PostgresServer postgres) throws Exception {
    Database database = postgres.database(Database::new);
    ReferenceTables.execute(database.url(), database.user(), List.of("CREATE SCHEMA serverconf"));
    String schema =
        database.url() + (database.url().contains("?") ? "&" : "?") + "currentSchema=serverconf";
    ReferenceTables.make(schema, database.user());
    var copy = new ReferenceCopy(directory);
    copy.withoutDevice();
    copy.write("conf.d/local.ini", "[proxy]\nclient-http-port=8080\nclient-https-port=8443\n");
    copy.database(schema, database.user());
    copy.pin(ReferenceCopy.PIN);
    Map<String, String> environment =
        Map.of(
            "PGUSER",
            database.user(),
            "POSTROAD_SERVER_ADDRESS",
            FreePorts.network() + ".1",
            "POSTROAD_SERVER_ADMINISTRATION_PORT",
            String.valueOf(FreePorts.base()));
    Map<String, String> chosen = Map.of("DATABASE", "'" + database.forTools() + "'");
    List<Step> steps = PageSteps.read(PAGE).stream().map(step -> step.with(chosen)).toList();
    try (CentralRegistry _ = copy.registry();
        Shell shell = Shell.start(directory, environment)) {
      new Typist(shell).type(steps);
    }
  }

  /** A database of its own, as PostgreSQL's own programs name it too. */
  private record Database(String url, String user) {
    String forTools() {
      return url.substring("jdbc:".length());
    }
  }
}
