// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What stands in front of several nodes: connections go to one after the other, byte by byte as
 * they are, TLS included.
 */
final class TcpBalancer implements AutoCloseable {
  private final ServerSocket listener;
  private final List<InetAddress> nodes;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private TcpBalancer(ServerSocket listener, List<InetAddress> nodes) {
    this.listener = listener;
    this.nodes = nodes;
  }

  /** Balances one port over the same port of all nodes. */
  static TcpBalancer start(InetAddress address, int port, List<InetAddress> nodes)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(new InetSocketAddress(address, port));
    TcpBalancer balancer = new TcpBalancer(listener, List.copyOf(nodes));
    var _ = Thread.ofVirtual().name("balancer").start(balancer::accept);
    return balancer;
  }

  private void accept() {
    for (int next = 0; !listener.isClosed(); next = (next + 1) % nodes.size()) {
      try {
        connect(listener.accept(), nodes.get(next));
      } catch (IOException e) {
        // Closed, or a caller that has gone again.
      }
    }
  }

  private void connect(Socket caller, InetAddress node) throws IOException {
    open.add(caller);
    Socket called = new Socket(node, listener.getLocalPort());
    open.add(called);
    var _ = Thread.ofVirtual().start(() -> pass(caller, called));
    var _ = Thread.ofVirtual().start(() -> pass(called, caller));
  }

  private void pass(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(TcpBalancer::close);
  }
}
