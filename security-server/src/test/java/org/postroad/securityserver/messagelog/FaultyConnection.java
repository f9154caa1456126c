// SPDX-License-Identifier: MIT
package org.postroad.securityserver.messagelog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Stands between a log and its database and does to the connection what networks do. */
final class FaultyConnection implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final IndexDatabase.Postgres target;
  private final URI address;
  private boolean stalled;
  private boolean refusing;

  FaultyConnection(IndexDatabase.Postgres target) throws IOException {
    this.target = target;
    this.address = URI.create(target.url().substring("jdbc:".length()));
    Thread.ofVirtual().start(this::accept);
  }

  /** The database by way of this. */
  IndexDatabase.Postgres database() {
    String here = "jdbc:postgresql://localhost:" + listener.getLocalPort();
    String rest = target.url().substring(target.url().indexOf('/', "jdbc:postgresql://".length()));
    return new IndexDatabase.Postgres(here + rest, target.user(), target.passwordFile());
  }

  /** Answers stay away, connections stay open. */
  void stall() {
    set(true, false);
  }

  /** Connections are reset, now and whenever one is tried. */
  void refuse() {
    set(false, true);
    sockets.forEach(FaultyConnection::reset);
  }

  void heal() {
    set(false, false);
  }

  private void set(boolean nowStalled, boolean nowRefusing) {
    lock.lock();
    try {
      stalled = nowStalled;
      refusing = nowRefusing;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean isRefusing() {
    lock.lock();
    try {
      return refusing;
    } finally {
      lock.unlock();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        if (isRefusing()) {
          reset(client);
          continue;
        }
        Socket server = new Socket(address.getHost(), Math.max(address.getPort(), 1));
        sockets.add(client);
        sockets.add(server);
        Thread.ofVirtual().start(() -> copy(client, server, false));
        Thread.ofVirtual().start(() -> copy(server, client, true));
      }
    } catch (IOException e) {
      sockets.forEach(FaultyConnection::reset);
    }
  }

  private void copy(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[1 << 16];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (answers) {
          awaitAnswers();
        }
        out.write(buffer, 0, count);
      }
    } catch (IOException | InterruptedException e) {
      // The other side is told below.
    } finally {
      reset(from);
      reset(to);
    }
  }

  private void awaitAnswers() throws InterruptedException {
    lock.lock();
    try {
      while (stalled) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  @Override
  public void close() throws IOException {
    heal();
    listener.close();
  }
}
