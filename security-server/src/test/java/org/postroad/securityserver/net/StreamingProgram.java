// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.postroad.protocol.mime.Headers;

/**
 * Sends bodies to a listener and fetches bodies from it, many at a time, in a process of its own so
 * that its memory can be limited. Arguments: streams, megabytes of each body, {@code plain} or
 * {@code tls}. Prints {@code ok}, then the peak of the memory in kilobytes.
 */
final class StreamingProgram {
  private static final int STEP = 32 * 1024;

  private StreamingProgram() {}

  public static void main(String[] arguments) throws Exception {
    int streams = Integer.parseInt(arguments[0]);
    long length = Integer.parseInt(arguments[1]) * 1024L * 1024L;
    boolean secure = arguments[2].equals("tls");
    Optional<TlsContext> server =
        secure ? Optional.of(TlsFixtures.serverPort(_ -> {}, TlsFixtures.EC)) : Optional.empty();
    Optional<TlsContext> identity =
        secure ? Optional.of(TlsFixtures.clientOf(TlsFixtures.OTHER)) : Optional.empty();
    try (NetThreads threads = NetThreads.start(2);
        HttpListener listener =
            HttpListener.open(
                threads, Fixtures.loopback(0), server, Fixtures.limits(), StreamingProgram::serve);
        HttpClient client = HttpClient.open(threads, Fixtures.limits());
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < streams; i++) {
        Callable<Boolean> exchange = () -> exchange(client, listener, identity, length);
        results.add(executor.submit(exchange));
      }
      for (Future<Boolean> result : results) {
        if (!result.get()) {
          throw new IOException("what was received is not what was sent");
        }
      }
    }
    String peak =
        Files.readString(Path.of("/proc/self/status"))
            .lines()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElse("VmHWM: 0 kB");
    write("ok " + peak.replaceAll("[^0-9]", ""));
  }

  private static void write(String line) throws IOException {
    OutputStream out = new java.io.FileOutputStream(java.io.FileDescriptor.out);
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * {@code POST} answers with the checksum of the body, {@code GET} with as many bytes as asked.
   */
  private static void serve(ServerExchange exchange) throws IOException {
    if (exchange.request().method().equals("POST")) {
      byte[] sum = checksum(exchange.body()).getBytes(StandardCharsets.US_ASCII);
      exchange.respond(Fixtures.ok(), sum);
    } else {
      try (OutputStream out = exchange.respond(Fixtures.ok())) {
        generate(Long.parseLong(exchange.request().target().substring(1)), out);
      }
    }
  }

  private static boolean exchange(
      HttpClient client, HttpListener listener, Optional<TlsContext> tls, long length)
      throws IOException {
    ConnectOptions options = new ConnectOptions(Fixtures.AMPLE, Fixtures.AMPLE, _ -> {});
    String sent;
    try (ClientConnection connection = client.connect(List.of(listener.address()), tls, options)) {
      try (OutputStream out = connection.send(new RequestHead("POST", "/", Headers.EMPTY))) {
        sent = generate(length, out);
      }
      connection.receive();
      if (!Fixtures.readAll(connection.body()).equals(sent)) {
        return false;
      }
      connection.release();
    }
    try (ClientConnection connection = client.connect(List.of(listener.address()), tls, options)) {
      connection.send(new RequestHead("GET", "/" + length, Headers.EMPTY), new byte[0]);
      connection.receive();
      String received = checksum(connection.body());
      connection.release();
      return received.equals(sent);
    }
  }

  private static String generate(long length, OutputStream out) throws IOException {
    byte[] step = new byte[STEP];
    CRC32C sum = new CRC32C();
    for (long at = 0; at < length; at += STEP) {
      int size = (int) Math.min(STEP, length - at);
      for (int i = 0; i < size; i += 8) {
        step[i] = (byte) (at >> 15);
        step[i + 1] = (byte) (at >> 23);
      }
      sum.update(step, 0, size);
      out.write(step, 0, size);
    }
    return length + " " + sum.getValue();
  }

  private static String checksum(InputStream in) throws IOException {
    byte[] step = new byte[STEP];
    CRC32C sum = new CRC32C();
    long length = 0;
    for (int read = in.read(step); read >= 0; read = in.read(step)) {
      sum.update(step, 0, read);
      length += read;
    }
    return length + " " + sum.getValue();
  }
}
