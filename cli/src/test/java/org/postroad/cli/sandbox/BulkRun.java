// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Sends large bodies through two servers in a process of their own, and says what it took. */
final class BulkRun implements AutoCloseable {
  private static final double MEGABYTE = 1 << 20;

  /** Which protocol carries the bodies of a run; mixed sends every other one with each. */
  enum Kind {
    REST,
    SOAP,
    MIXED
  }

  /** What one run took; bytes count both ways. */
  record Taken(String what, long bytes, double seconds, BulkServers.Figures figures) {

    String row() {
      return String.format(
          Locale.ROOT,
          "| %s | %.0f | %.1f | %.0f | %.0f | %.0f | %.0f |",
          what,
          bytes / MEGABYTE,
          seconds,
          bytes / MEGABYTE / seconds,
          figures.heap() / MEGABYTE,
          figures.resident() / MEGABYTE,
          figures.spooled() / MEGABYTE);
    }
  }

  private final BulkService service = new BulkService();
  private final Process servers;
  private final Writer commands;
  private final BufferedReader answers;
  private final BulkClient client;

  /**
   * @param limits options of the process with both servers
   */
  BulkRun(Path directory, List<String> limits) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(limits);
    command.addAll(
        List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(BulkServers.class.getName(), directory.toString(), service.url()));
    servers = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    commands = servers.outputWriter(StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(servers.getInputStream(), StandardCharsets.UTF_8));
    client = new BulkClient(URI.create(answer()));
  }

  /** So many exchanges at once, each with a body of this length there and one back. */
  Taken exchange(Kind kind, int atOnce, long length) throws IOException {
    long begin = System.nanoTime();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> exchanges = new ArrayList<>();
      for (int i = 0; i < atOnce; i++) {
        String id = kind + "-" + atOnce + "-" + i;
        BulkBody body = new BulkBody(i, length);
        boolean soap = kind == Kind.SOAP || (kind == Kind.MIXED && i % 2 == 1);
        Callable<Void> exchange =
            () -> {
              if (soap) {
                client.soap(id, body);
              } else {
                client.rest(id, body);
              }
              return null;
            };
        exchanges.add(executor.submit(exchange));
      }
      for (Future<Void> exchange : exchanges) {
        await(exchange);
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    String what = atOnce + " × " + (length >> 20) + " MB " + kind.name().toLowerCase(Locale.ROOT);
    return new Taken(what, 2 * length * atOnce, seconds, figures());
  }

  /** The same with a service that reads nothing before all requests have come. */
  Taken exchangeWithSlowService(Kind kind, int atOnce, long length) throws IOException {
    service.waitFor(atOnce);
    return exchange(kind, atOnce, length);
  }

  BulkServers.Figures figures() throws IOException {
    commands.write("figures\n");
    commands.flush();
    return BulkServers.Figures.parse(answer());
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the process with the servers has ended");
    }
    return line;
  }

  private static void await(Future<Void> exchange) throws IOException {
    try {
      exchange.get();
    } catch (ExecutionException e) {
      throw new IOException("an exchange failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The head of the table of {@link Taken#row}. */
  static List<String> tableHead() {
    return List.of(
        "| bodies, there and back | MB | s | MB/s | peak heap MB | peak resident MB | peak spool MB |",
        "|---|---|---|---|---|---|---|");
  }

  @Override
  public void close() {
    try {
      commands.close();
      if (!servers.waitFor(20, TimeUnit.SECONDS)) {
        servers.destroyForcibly();
      }
    } catch (IOException | InterruptedException e) {
      servers.destroyForcibly();
    } finally {
      service.close();
    }
  }
}
