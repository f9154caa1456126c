// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/**
 * A table of records with an index for finding them, as a message log in a database has it. Either
 * each record is a transaction of its own, or a few threads insert together what waits.
 */
final class DatabaseStore implements DurableStore {
  private static final int MOST_TOGETHER = 512;

  /** How records share transactions. */
  sealed interface Sharing {
    /** One transaction for each record, on as many connections as there are writers. */
    record None(int connections) implements Sharing {}

    /** Each of these threads takes what waits and inserts it in one transaction. */
    record Batches(int threads) implements Sharing {}
  }

  private record Waiting(byte[] message, byte[] signature, CompletableFuture<Void> durable) {}

  private final HikariDataSource pool;
  private final Sharing sharing;
  private final Optional<String> afterCommit;
  private final Supplier<Duration> elsewhere;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Makes the table anew.
   *
   * @param binary type of the two columns with content
   * @param afterCommit what makes a commit durable where the database does not do it by itself
   */
  DatabaseStore(
      String url,
      String binary,
      Sharing sharing,
      Optional<String> afterCommit,
      Supplier<Duration> elsewhere) {
    this.sharing = sharing;
    this.afterCommit = afterCommit;
    this.elsewhere = elsewhere;
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setAutoCommit(false);
    config.setMaximumPoolSize(
        switch (sharing) {
          case Sharing.None(int connections) -> connections;
          case Sharing.Batches(int count) -> count;
        });
    this.pool = new HikariDataSource(config);
    execute("DROP TABLE IF EXISTS record");
    execute(
        "CREATE TABLE record (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
            + " logged_at BIGINT NOT NULL, query_id VARCHAR(255) NOT NULL, message "
            + binary
            + " NOT NULL, signature "
            + binary
            + " NOT NULL)");
    execute("CREATE INDEX record_query ON record (query_id)");
    if (sharing instanceof Sharing.Batches(int count)) {
      for (int i = 0; i < count; i++) {
        threads.add(Thread.ofPlatform().daemon().start(this::insertUntilInterrupted));
      }
    }
  }

  private void execute(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
      connection.commit();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public void append(byte[] message, byte[] signature) {
    Waiting waiting = new Waiting(message, signature, new CompletableFuture<>());
    switch (sharing) {
      case Sharing.None _ -> insert(List.of(waiting));
      case Sharing.Batches _ -> queue.add(waiting);
    }
    waiting.durable().join();
  }

  private void insertUntilInterrupted() {
    try {
      while (true) {
        List<Waiting> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch, MOST_TOGETHER);
        insert(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void insert(List<Waiting> batch) {
    try (Connection connection = pool.getConnection()) {
      insert(connection, batch);
      connection.commit();
      if (afterCommit.isPresent()) {
        try (Statement statement = connection.createStatement()) {
          statement.execute(afterCommit.get());
        }
        connection.commit();
      }
      batch.forEach(waiting -> waiting.durable().complete(null));
    } catch (SQLException e) {
      batch.forEach(waiting -> waiting.durable().completeExceptionally(e));
    }
  }

  private static void insert(Connection connection, List<Waiting> batch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO record (logged_at, query_id, message, signature) VALUES (?, ?, ?, ?)")) {
      for (Waiting waiting : batch) {
        insert.setLong(1, System.nanoTime());
        insert.setString(2, "query-" + System.nanoTime());
        insert.setBytes(3, waiting.message());
        insert.setBytes(4, waiting.signature());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** The value of a setting, for a test that wants to be sure of it. */
  String setting(String sql) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return String.valueOf(result.getString(1));
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  @Override
  public long count() {
    return Long.parseLong(setting("SELECT COUNT(*) FROM record"));
  }

  @Override
  public Duration elsewhere() {
    return elsewhere.get();
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    pool.close();
  }
}
