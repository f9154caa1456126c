// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server made of bare sockets, which does on each connection what a test tells it to. */
final class RawServer implements AutoCloseable {
  /** What happens on one connection, the first being number 1. */
  @FunctionalInterface
  interface Script {
    void run(int number, Socket socket) throws IOException;
  }

  private final ServerSocket server;
  private final Thread acceptor;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();

  RawServer(Script script) throws IOException {
    server = new ServerSocket();
    server.bind(Fixtures.loopback(0));
    acceptor = Thread.startVirtualThread(() -> accept(script));
  }

  /** Responds to every request with these bytes, then closes if asked to. */
  static RawServer answering(String response, boolean close) throws IOException {
    return new RawServer((_, socket) -> {
      do {
        Fixtures.readUntil(socket.getInputStream(), "\r\n\r\n");
        write(socket, response);
      } while (!close);
      socket.shutdownOutput();
      socket.getInputStream().skip(Long.MAX_VALUE);
    });
  }

  static void write(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads a request without a body and counts it. */
  String request(Socket socket) throws IOException {
    String head = Fixtures.readUntil(socket.getInputStream(), "\r\n\r\n");
    requests.incrementAndGet();
    return head;
  }

  InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  int connections() {
    return connections.get();
  }

  int requests() {
    return requests.get();
  }

  /** The port is given up only when nobody waits on it any more. */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      acceptor.join();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private void accept(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        int number = connections.incrementAndGet();
        Thread.startVirtualThread(() -> serve(script, number, socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Script script, int number, Socket socket) {
    try (socket) {
      script.run(number, socket);
    } catch (IOException e) {
      // The client closed; what it saw is what the test looks at.
    }
  }
}
