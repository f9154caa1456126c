// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.dispatch.PortReply;
import org.postroad.protocol.dispatch.PortRequest;
import org.postroad.protocol.dispatch.PortService;
import org.postroad.protocol.dispatch.RequestRates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, with one request after the other. Whoever has not sent a whole request in time,
 * or has not taken the reply in time, is cut off; so is whoever sends a request before the reply to
 * the one before.
 */
final class RequestConnection extends SimpleChannelInboundHandler<ArrivedRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestConnection.class);

  private final PortService service;
  private final RequestRates rates;
  private final PortLimits limits;
  private Optional<Future<?>> patience = Optional.empty();
  private boolean answering;
  private boolean ending;

  RequestConnection(PortService service, RequestRates rates, PortLimits limits) {
    this.service = service;
    this.rates = rates;
    this.limits = limits;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    awaitNext(context);
  }

  /** Closes the connection unless something has come of it in time. */
  private void awaitNext(ChannelHandlerContext context) {
    patience.ifPresent(running -> running.cancel(false));
    patience =
        Optional.of(
            context
                .executor()
                .schedule(
                    () -> {
                      var _ = context.close();
                    },
                    limits.requestTime().toMillis(),
                    TimeUnit.MILLISECONDS));
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    patience.ifPresent(running -> running.cancel(false));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ArrivedRequest arrived) {
    if (answering || ending) {
      ending = true;
      return;
    }
    answering = true;
    ending = !arrived.keepAlive();
    patience.ifPresent(running -> running.cancel(false));
    context.channel().config().setAutoRead(false);
    PortRequest request = arrived.request();
    if (arrived.isRefused()) {
      send(context, service.refuse(request.head(), arrived.refusal()));
    } else if (!rates.admit(request.head().caller())) {
      int status = HttpResponseStatus.TOO_MANY_REQUESTS.code();
      send(context, service.refuse(request.head(), status));
    } else {
      Thread.ofVirtual().name("registry-request").start(() -> answer(context, request));
    }
  }

  private void answer(ChannelHandlerContext context, PortRequest request) {
    PortReply reply = service.answer(request);
    context.executor().execute(() -> send(context, reply));
  }

  private void send(ChannelHandlerContext context, PortReply reply) {
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.wrappedBuffer(reply.body()));
    reply.headers().forEach(response.headers()::set);
    if (reply.status() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().set(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    }
    ending |= "close".equals(reply.headers().get("connection"));
    if (ending) {
      response.headers().set(HttpHeaderNames.CONNECTION, "close");
    }
    answering = false;
    awaitNext(context);
    var sent = context.writeAndFlush(response);
    if (ending) {
      var _ = sent.addListener(ChannelFutureListener.CLOSE);
    } else {
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection from {} ends", context.channel().remoteAddress(), cause);
    var _ = context.close();
  }
}
