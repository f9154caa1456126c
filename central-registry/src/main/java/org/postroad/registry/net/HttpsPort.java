// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * One open port, for management requests or administration. TLS 1.2 and 1.3 with suites that are
 * both ephemeral and authenticated; a port asks for no certificate, or insists on known ones.
 *
 * <p>Threads: one event loop, and a virtual thread for each request while it is answered.
 */
public final class HttpsPort implements AutoCloseable {
  private static final int BACKLOG = 128;
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

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
    SslContext tls = tls(key, callers);
    var rates = new RequestRates(limits, clock);
    var connections = new AtomicInteger();
    return new HttpsPort(
        ListeningPort.open(
            address,
            BACKLOG,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(SocketChannel client) {
                SslHandler handler = tls.newHandler(client.alloc());
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

  private static SslContext tls(
      X509ExtendedKeyManager key, Optional<Set<X509Certificate>> callers) {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(key)
              .sslProvider(SslProvider.JDK)
              .protocols("TLSv1.3", "TLSv1.2")
              .ciphers(SUITES);
      if (callers.isPresent()) {
        builder.clientAuth(ClientAuth.REQUIRE).trustManager(new KnownCallers(callers.get()));
      }
      return builder.build();
    } catch (SSLException noTls) {
      throw new IllegalStateException("this Java runtime has no TLS", noTls);
    }
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
