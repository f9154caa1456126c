// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.X509ExtendedKeyManager;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.dispatch.PortService;
import org.postroad.protocol.dispatch.RequestRates;

/**
 * One open port, for management requests or administration. It asks callers for no certificate, or
 * insists on known ones.
 *
 * <p>Threads: one event loop, and a virtual thread for each request while it is answered.
 */
public final class HttpsPort implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final ListeningPort listening;

  private HttpsPort(ListeningPort listening) {
    this.listening = listening;
  }

  /**
   * Listens until closed.
   *
   * @param address with port 0 any free port is taken, see {@link #address}
   * @param callers the only certificates that may call; nobody is asked for one if missing
   */
  public static HttpsPort open(
      InetSocketAddress address,
      X509ExtendedKeyManager key,
      Optional<Set<X509Certificate>> callers,
      PortService service,
      PortLimits limits,
      Clock clock) {
    return open(address, new PortTls(key, callers), service, limits, clock);
  }

  /** The same with a key that can be exchanged while the port is open. */
  public static HttpsPort open(
      InetSocketAddress address, PortTls tls, PortService service, PortLimits limits, Clock clock) {
    var rates = new RequestRates(limits, clock);
    var connections = new AtomicInteger();
    return new HttpsPort(
        ListeningPort.open(
            address,
            BACKLOG,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(SocketChannel client) {
                SslHandler handler = tls.context().newHandler(client.alloc());
                handler.setHandshakeTimeoutMillis(limits.requestTime().toMillis());
                client
                    .pipeline()
                    .addLast(new ConnectionGuard(connections, limits))
                    .addLast(handler)
                    .addLast(new HttpServerCodec())
                    .addLast(new CollectRequest(limits))
                    .addLast(new RequestConnection(service, rates, limits));
              }
            }));
  }

  /** The address really bound. */
  public InetSocketAddress address() {
    return listening.address();
  }

  @Override
  public void close() {
    listening.close();
  }
}
