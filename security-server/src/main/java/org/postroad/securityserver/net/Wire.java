// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.postroad.protocol.certificate.Certificates;

/**
 * One connection as blocking code sees it: an {@link Inbox} and an {@link Outbox}. Here the event
 * loop ends; no Netty type is seen above.
 */
final class Wire {
  static final Duration LINGER = Duration.ofSeconds(2);
  private static final int LINGER_BYTES = 16 * 1024 * 1024;

  private final SocketChannel channel;
  private final Optional<TlsLayer> tls;
  private final InetSocketAddress peer;
  private final InetSocketAddress remoteAddress;
  private final InetSocketAddress localAddress;
  private final Inbox in;
  private final Outbox out;
  private volatile Runnable watcher = () -> {};
  private volatile List<X509Certificate> shown = List.of();

  /** Fills the pipeline; the TLS handshake begins, but nothing is read before {@link #start}. */
  Wire(
      SocketChannel channel,
      InetSocketAddress peer,
      Optional<TlsLayer> tls,
      Duration writePatience) {
    this.channel = channel;
    this.tls = tls;
    this.peer = peer;
    this.remoteAddress = channel.remoteAddress();
    this.localAddress = channel.localAddress();
    this.in = new Inbox(this::start);
    this.out = new Outbox(channel, this::writesDirectly, writePatience);
    channel.pipeline().addLast("wire", new Arrivals());
    if (tls.isPresent()) {
      channel.pipeline().addFirst("renegotiation-guard", new RenegotiationGuard());
      channel.pipeline().addAfter("renegotiation-guard", TlsLayer.NAME, tls.get().first());
    }
  }

  /** One read of the socket at a time, in buffers as large as the peer's pace calls for. */
  static RecvByteBufAllocator receiveBuffers() {
    return new AdaptiveRecvByteBufAllocator(512, 4096, Inbox.READ_AHEAD).maxMessagesPerRead(1);
  }

  Inbox in() {
    return in;
  }

  Outbox out() {
    return out;
  }

  boolean secure() {
    return tls.isPresent();
  }

  /** The JDK's TLS works on arrays; the socket and BoringSSL on memory outside the heap. */
  private boolean writesDirectly() {
    return tls.isEmpty() || isBy(TlsEngine.NATIVE);
  }

  boolean isBy(TlsEngine engine) {
    return tls.filter(layer -> layer.engine() == engine).isPresent();
  }

  Channel channel() {
    return channel;
  }

  /** Runs on the event loop whenever bytes came, or the end. */
  void watch(Runnable action) {
    watcher = action;
  }

  /** Lets the event loop read; from then on until the inbox is full. */
  void start() {
    if (channel.isOpen()) {
      channel.read();
    }
  }

  /** Open both ways and nothing read that nobody asked for. */
  boolean isFresh() {
    return channel.isActive() && !in.isEnded() && in.isEmpty();
  }

  /** The address that was asked for, by name if it was a name. */
  InetSocketAddress peer() {
    return peer;
  }

  InetSocketAddress remoteAddress() {
    return remoteAddress;
  }

  InetSocketAddress localAddress() {
    return localAddress;
  }

  /** The handshake with a server that {@link #start} lets go on; over when there is no TLS. */
  void awaitHandshake() throws IOException {
    Optional<SslHandler> handler = tls.flatMap(TlsLayer::handler);
    if (handler.isEmpty()) {
      return;
    }
    Future<?> handshake = handler.get().handshakeFuture();
    try {
      handshake.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted in handshake").initCause(e);
    }
    if (!handshake.isSuccess()) {
      throw new IOException("TLS handshake with " + peer + " failed", handshake.cause());
    }
  }

  /** Stays known when the connection is closed. */
  Optional<SSLSession> session() {
    return tls.flatMap(TlsLayer::handler).map(handler -> handler.engine().getSession());
  }

  /** Read once: a connection never gets another peer. */
  List<X509Certificate> peerCertificates() {
    if (shown.isEmpty()) {
      shown = session().map(Wire::certificates).orElse(List.of());
    }
    return shown;
  }

  /** In the JDK's form, of which equal certificates are mostly the same object. */
  private static List<X509Certificate> certificates(SSLSession session) {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      for (Certificate certificate : session.getPeerCertificates()) {
        certificates.add(Certificates.parse(certificate.getEncoded()));
      }
    } catch (SSLPeerUnverifiedException e) {
      return List.of();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate of a TLS session has no encoding", e);
    }
    return List.copyOf(certificates);
  }

  /**
   * Closes so that the peer gets everything written, even when it is still sending: says the end,
   * then throws away for a while what comes in. Closing at once would make the operating system
   * reset the connection, and the peer lose the response.
   */
  void finish() {
    try {
      out.drain();
      Optional<SslHandler> handler = tls.flatMap(TlsLayer::handler);
      if (handler.isPresent()) {
        handler.get().closeOutbound().await(LINGER.toMillis());
      }
      channel.shutdownOutput().await(LINGER.toMillis());
      discard();
    } catch (IOException e) {
      // The peer is gone, and with it whoever could want the rest.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      dispose();
    }
  }

  /** Closes at once; any thread may. Whoever reads or writes gets an exception. */
  void cut() {
    if (channel.isOpen()) {
      var _ = channel.close();
    }
  }

  /** Closes at once and lets go of every buffer; for the reading thread, or when there is none. */
  void dispose() {
    cut();
    in.dispose();
  }

  private void discard() throws IOException {
    byte[] rubbish = new byte[8192];
    Patience patience = Patience.total(LINGER);
    int left = LINGER_BYTES;
    while (left > 0) {
      int length = in.read(rubbish, 0, rubbish.length, patience);
      if (length < 0) {
        return;
      }
      left -= length;
    }
  }

  /** The only handler of ours above TLS. */
  private final class Arrivals extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      in.offer((ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      watcher.run();
      if (in.wantsMore()) {
        context.read();
      }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      switch (event) {
        case ChannelInputShutdownEvent _ -> {
          ended(tls.isEmpty());
          if (inHandshake()) {
            var _ = context.close();
          }
        }
        case SslCloseCompletionEvent closed -> ended(closed.isSuccess());
        default -> context.fireUserEventTriggered(event);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      ended(tls.isEmpty());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      in.fail(cause instanceof IOException io ? io : new IOException(cause));
      var _ = context.close();
      watcher.run();
    }

    /** Then nobody reads who could notice the end. */
    private boolean inHandshake() {
      return tls.filter(TlsLayer::isInHandshake).isPresent();
    }

    private void ended(boolean clean) {
      in.end(clean);
      watcher.run();
    }
  }
}
