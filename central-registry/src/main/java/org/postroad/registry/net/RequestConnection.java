// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.postroad.registry.management.Arrival;
import org.postroad.registry.management.ManagementPort;
import org.postroad.registry.management.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, for one request: a server registers something a few times a year. Whoever has not
 * sent a whole request in time, or has not taken the response in time, is cut off.
 */
final class RequestConnection extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(RequestConnection.class);

  private final ManagementPort port;
  private final Function<Arrival, Reply> line;
  private final RequestRate rate;
  private final PortLimits limits;
  private final Clock clock;
  private boolean arrived;

  RequestConnection(
      ManagementPort port,
      Function<Arrival, Reply> line,
      RequestRate rate,
      PortLimits limits,
      Clock clock) {
    this.port = port;
    this.line = line;
    this.rate = rate;
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    after(
        context,
        () -> {
          if (!arrived) {
            var _ = context.close();
          }
        });
  }

  private void after(ChannelHandlerContext context, Runnable action) {
    var _ =
        context.executor().schedule(action, limits.requestTime().toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    if (arrived) {
      return;
    }
    arrived = true;
    context.channel().config().setAutoRead(false);
    HttpResponseStatus refusal = refusal(context, request);
    if (!refusal.equals(HttpResponseStatus.OK)) {
      send(context, refusal, new byte[0]);
      return;
    }
    String type = Objects.requireNonNullElse(request.headers().get("content-type"), "");
    var arrival = new Arrival(port, type, ByteBufUtil.getBytes(request.content()));
    Thread.ofVirtual().name("management-request").start(() -> judge(context, arrival));
  }

  /** {@code OK} if there is no reason to refuse. */
  private HttpResponseStatus refusal(ChannelHandlerContext context, FullHttpRequest request) {
    if (!request.decoderResult().isSuccess()) {
      return HttpResponseStatus.BAD_REQUEST;
    }
    if (!paths().contains(request.uri())) {
      return HttpResponseStatus.NOT_FOUND;
    }
    if (!request.method().equals(HttpMethod.POST)) {
      return HttpResponseStatus.METHOD_NOT_ALLOWED;
    }
    var caller = (InetSocketAddress) context.channel().remoteAddress();
    return rate.admits(caller.getAddress(), clock.instant())
        ? HttpResponseStatus.OK
        : HttpResponseStatus.TOO_MANY_REQUESTS;
  }

  private List<String> paths() {
    return switch (port) {
      case REGISTRATION -> List.of("/managementservice", "/managementservice/");
      case SERVICES -> List.of("/managementservice/manage/");
    };
  }

  private void judge(ChannelHandlerContext context, Arrival arrival) {
    Reply reply = line.apply(arrival);
    context
        .executor()
        .execute(() -> send(context, HttpResponseStatus.valueOf(reply.status()), reply.body()));
  }

  private void send(ChannelHandlerContext context, HttpResponseStatus status, byte[] body) {
    var response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(body));
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, "close")
        .set(HttpHeaderNames.PRAGMA, "no-cache")
        .set(HttpHeaderNames.EXPIRES, "0")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (body.length > 0) {
      response.headers().set(HttpHeaderNames.CONTENT_TYPE, Reply.CONTENT_TYPE);
    }
    if (status.equals(HttpResponseStatus.METHOD_NOT_ALLOWED)) {
      response.headers().set(HttpHeaderNames.ALLOW, "POST");
    }
    var _ = context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    after(
        context,
        () -> {
          var _ = context.close();
        });
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection from {} ends", context.channel().remoteAddress(), cause);
    var _ = context.close();
  }
}
