// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * TLS in the pipeline of one connection: there from the start, or, where a client has the choice of
 * engines, as soon as it has said hello.
 */
final class TlsLayer {
  static final String NAME = "tls";

  private final ChannelHandler first;
  private volatile Optional<SslHandler> handler;
  private volatile TlsEngine engine;

  private TlsLayer(SslHandler handler, TlsEngine engine) {
    this.first = handler;
    this.handler = Optional.of(handler);
    this.engine = engine;
  }

  private TlsLayer(Function<TlsEngine, SslHandler> handlers, Duration patience) {
    this.first = new Greeting(handlers, patience);
    this.handler = Optional.empty();
    this.engine = TlsEngine.NATIVE;
  }

  static TlsLayer of(SslHandler handler, TlsEngine engine) {
    return new TlsLayer(handler, engine);
  }

  /**
   * The engine that suits the client.
   *
   * @param handlers makes the handler for the rest of the connection, on the event loop
   * @param patience how long to wait for the hello; the handshake behind it has a limit of its own
   */
  static TlsLayer afterHello(Function<TlsEngine, SslHandler> handlers, Duration patience) {
    return new TlsLayer(handlers, patience);
  }

  /** What goes into the pipeline under {@link #NAME}. */
  ChannelHandler first() {
    return first;
  }

  /** Empty before the hello. */
  Optional<SslHandler> handler() {
    return handler;
  }

  /** Of the handler, once it is there. */
  TlsEngine engine() {
    return engine;
  }

  boolean isInHandshake() {
    return handler.filter(each -> each.handshakeFuture().isDone()).isEmpty();
  }

  private final class Greeting extends SslClientHelloHandler<TlsEngine> {
    private final Function<TlsEngine, SslHandler> handlers;
    private final Duration patience;
    private Optional<ScheduledFuture<?>> timeout = Optional.empty();

    Greeting(Function<TlsEngine, SslHandler> handlers, Duration patience) {
      this.handlers = handlers;
      this.patience = patience;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      Runnable giveUp =
          () ->
              context.fireExceptionCaught(
                  new SslHandshakeTimeoutException("no hello within " + patience));
      timeout =
          Optional.of(
              context.executor().schedule(giveUp, patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
      timeout.ifPresent(each -> each.cancel(false));
      super.handlerRemoved0(context);
    }

    /** Netty gives no hello for what is none. */
    @Override
    protected Future<TlsEngine> lookup(ChannelHandlerContext context, ByteBuf hello) {
      boolean suits = hello != null && ClientHello.suitsNativeEngine(hello);
      return context.executor().newSucceededFuture(suits ? TlsEngine.NATIVE : TlsEngine.JDK);
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, Future<TlsEngine> engine) {
      TlsEngine suitable = engine.getNow();
      SslHandler chosen = handlers.apply(suitable);
      TlsLayer.this.engine = suitable;
      handler = Optional.of(chosen);
      context.pipeline().replace(this, NAME, chosen);
    }
  }
}
