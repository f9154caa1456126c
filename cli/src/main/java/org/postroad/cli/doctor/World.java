// SPDX-License-Identifier: MIT
package org.postroad.cli.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.postroad.cli.process.ConfigurationFetch;
import org.postroad.protocol.globalconf.AnchorCheck;
import org.postroad.securityserver.ServerPorts;
import org.postroad.securityserver.messagelog.DatabaseLogin;
import org.postroad.securityserver.messagelog.IndexDatabase;
import org.postroad.securityserver.messagelog.TimestampAuthorities;

/**
 * What lies outside the server's files.
 *
 * @param fetch from registries
 * @param post to time-stamping services
 * @param disk tells the bytes that are left where a path lies
 * @param ports looks at those of an address
 * @param connect tries an address and gives it up at once
 * @param database tries to log in
 * @param times asks services what time it is
 */
record World(
    Clock clock,
    AnchorCheck.Fetch fetch,
    TimestampAuthorities.Post post,
    Room disk,
    PortLook ports,
    Connect connect,
    Login database,
    MachineClock.Times times) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  /** Looks at a disk. */
  @FunctionalInterface
  interface Room {
    long usable(Path path) throws IOException;
  }

  /** Looks at ports. */
  @FunctionalInterface
  interface PortLook {
    Ports of(InetAddress address, ServerPorts ports);
  }

  /** Tries to connect. */
  @FunctionalInterface
  interface Connect {
    void to(String host, int port) throws IOException;
  }

  /** Tries to log in to a database. */
  @FunctionalInterface
  interface Login {
    Optional<DatabaseLogin.Refusal> attempt(IndexDatabase.Postgres database);
  }

  static World real() {
    return new World(
        Clock.systemUTC(),
        new ConfigurationFetch(),
        World::post,
        path -> Files.getFileStore(path).getUsableSpace(),
        Ports::of,
        World::connect,
        DatabaseLogin::attempt,
        World::time);
  }

  /** What the head of any answer says. */
  private static Optional<Instant> time(URI service) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request = HttpRequest.newBuilder(service).timeout(PATIENCE).GET().build();
      return client
          .send(request, HttpResponse.BodyHandlers.discarding())
          .headers()
          .firstValue("Date")
          .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
    } catch (IOException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void connect(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), Math.toIntExact(PATIENCE.toMillis()));
    }
  }

  private static byte[] post(URI url, String contentType, byte[] body, int limit)
      throws IOException {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(url)
              .timeout(PATIENCE)
              .header("Content-Type", contentType)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        if (answer.statusCode() != OK) {
          throw new IOException("status " + answer.statusCode());
        }
        return whole(in, limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static byte[] whole(InputStream in, int limit) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(in.readNBytes(limit + 1));
    if (out.size() > limit) {
      throw new IOException("the answer has more than " + limit + " bytes");
    }
    return out.toByteArray();
  }
}
