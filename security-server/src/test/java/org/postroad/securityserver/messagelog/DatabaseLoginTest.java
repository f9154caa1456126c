// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postroad.securityserver.messagelog.DatabaseLogin.Obstacle;
import org.postroad.testing.PostgresServer;

@Tag("postgres")
@ExtendWith(PostgresServer.Resolver.class)
class DatabaseLoginTest {

  /** A user in the address would count more than the one that is meant. */
  private static Optional<Obstacle> attempt(String url, String user, Optional<Path> password) {
    String without = url.replaceFirst("user=[^&]*&", "");
    return DatabaseLogin.attempt(new IndexDatabase.Postgres(without, user, password))
        .map(DatabaseLogin.Refusal::obstacle);
  }

  @Test
  void whoeverMayMakeTablesIsLetIn(PostgresServer server) throws SQLException {
    assertEquals(
        Optional.empty(), server.schema((url, user) -> attempt(url, user, Optional.empty())));
  }

  @Test
  void everyObstacleIsTold(PostgresServer server) throws SQLException, IOException {
    server.execute("CREATE ROLE shut_out NOLOGIN");
    server.execute("CREATE ROLE reader LOGIN");
    assertEquals(
        Optional.of(Obstacle.LOGIN_REFUSED),
        server.schema((url, _) -> attempt(url, "shut_out", Optional.empty())));
    assertEquals(
        Optional.of(Obstacle.NO_RIGHT_TO_MAKE_TABLES),
        server.schema((url, _) -> attempt(url, "reader", Optional.empty())));
    assertEquals(
        Optional.of(Obstacle.NO_DATABASE),
        server.schema((url, user) ->
            attempt(url.replaceFirst("/postgres\\b", "/nowhere"), user, Optional.empty())));
    assertEquals(
        Optional.of(Obstacle.PASSWORD_FILE),
        server.schema((url, user) -> attempt(url, user, Optional.of(Path.of("nowhere")))));
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertEquals(
        Optional.of(Obstacle.UNREACHABLE),
        attempt("jdbc:postgresql://127.0.0.1:" + free + "/log", "a", Optional.empty()));
  }
}
