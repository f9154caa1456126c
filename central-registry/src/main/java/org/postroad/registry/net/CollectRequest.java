// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.dispatch.PortHead;
import org.postroad.protocol.dispatch.PortLimits;
import org.postroad.protocol.dispatch.PortRequest;

/**
 * Makes one {@link ArrivedRequest} of a head and the pieces of its body. A body that is too large
 * is read to its end and not kept, since few callers read a refusal while they still send.
 */
final class CollectRequest extends SimpleChannelInboundHandler<HttpObject> {
  private final PortLimits limits;
  private Optional<Open> open = Optional.empty();

  /** A request whose body has not ended. */
  private record Open(PortHead head, boolean keepAlive, int most, ByteArrayOutputStream body) {
    boolean takes(int more) {
      return body.size() + more <= most;
    }

    /** The same without what it has of a body, and taking none. */
    Open tooLarge() {
      return new Open(head, keepAlive, -1, new ByteArrayOutputStream());
    }
  }

  CollectRequest(PortLimits limits) {
    this.limits = limits;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content) {
      if (content.decoderResult().isFailure()) {
        open.ifPresent(o -> refuse(context, o.head(), HttpResponseStatus.BAD_REQUEST));
      }
      open.ifPresent(o -> take(context, o, content));
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    PortHead head = head(context, request);
    if (request.decoderResult().isFailure()) {
      refuse(context, head, HttpResponseStatus.BAD_REQUEST);
      return;
    }
    var begun =
        new Open(
            head,
            HttpUtil.isKeepAlive(request),
            limits.bodyBytes(head),
            new ByteArrayOutputStream());
    boolean fits = HttpUtil.getContentLength(request, 0L) <= begun.most();
    if (HttpUtil.is100ContinueExpected(request)) {
      if (!fits) {
        refuse(context, head, HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE);
        return;
      }
      sayContinue(context);
    }
    open = Optional.of(fits ? begun : begun.tooLarge());
  }

  private static void sayContinue(ChannelHandlerContext context) {
    var _ =
        context.writeAndFlush(
            new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
  }

  private void take(ChannelHandlerContext context, Open request, HttpContent content) {
    Open soFar = request;
    ByteBuf bytes = content.content();
    if (request.takes(bytes.readableBytes())) {
      keep(bytes, request.body());
    } else {
      soFar = request.tooLarge();
    }
    open = content instanceof LastHttpContent ? Optional.empty() : Optional.of(soFar);
    if (open.isEmpty()) {
      int refusal =
          soFar.most() < 0
              ? HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE.code()
              : ArrivedRequest.NONE;
      var whole = new PortRequest(soFar.head(), soFar.body().toByteArray());
      context.fireChannelRead(new ArrivedRequest(whole, refusal, soFar.keepAlive()));
    }
  }

  private static void keep(ByteBuf bytes, ByteArrayOutputStream body) {
    try {
      bytes.readBytes(body, bytes.readableBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory", impossible);
    }
  }

  /** What is left of the request is not wanted, so the connection ends with the refusal. */
  private void refuse(ChannelHandlerContext context, PortHead head, HttpResponseStatus status) {
    open = Optional.empty();
    var refused = new PortRequest(head, new byte[0]);
    context.fireChannelRead(new ArrivedRequest(refused, status.code(), false));
  }

  private static PortHead head(ChannelHandlerContext context, HttpRequest request) {
    String target = request.uri();
    int query = target.indexOf('?');
    return new PortHead(
        request.method().name(),
        query < 0 ? target : target.substring(0, query),
        query < 0 ? "" : target.substring(query + 1),
        headers(request.headers()),
        ((InetSocketAddress) context.channel().remoteAddress()).getAddress());
  }

  private static Map<String, List<String>> headers(HttpHeaders headers) {
    var map = new HashMap<String, List<String>>();
    headers.names().forEach(name -> map.put(name, headers.getAll(name)));
    return map;
  }
}
