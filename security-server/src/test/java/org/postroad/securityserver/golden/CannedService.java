// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;

/** A service that answers whatever it is asked with the bytes it was given. */
final class CannedService implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final AtomicReference<byte[]> answer = new AtomicReference<>(new byte[0]);
  private final AtomicReference<byte[]> asked = new AtomicReference<>(new byte[0]);
  private final Thread thread = Thread.ofVirtual().unstarted(this::serve);

  CannedService() throws IOException {
    // The socket listens already.
  }

  CannedService start() {
    thread.start();
    return this;
  }

  /** From now on, the whole of an HTTP response. */
  void answer(byte[] response) {
    answer.set(response);
  }

  /** The last HTTP request that came. */
  byte[] asked() {
    return asked.get();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/service");
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket caller = listener.accept()) {
        asked.set(RawHttp.read(caller.getInputStream()));
        caller.getOutputStream().write(answer.get());
      } catch (SocketException _) {
        // Closed.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
