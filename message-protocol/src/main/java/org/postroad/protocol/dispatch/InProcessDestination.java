// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.cxf.message.ExchangeImpl;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.transport.Conduit;
import org.apache.cxf.transport.Destination;
import org.apache.cxf.transport.DestinationWithEndpoint;
import org.apache.cxf.transport.MessageObserver;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.apache.cxf.ws.addressing.EndpointReferenceUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one endpoint of CXF takes requests; each is answered on the thread that brings it. What CXF
 * throws, which it does with exceptions that nobody has made a reply of, is an empty reply of
 * status 500.
 */
final class InProcessDestination implements Destination, DestinationWithEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(InProcessDestination.class);
  private static final int INTERNAL_ERROR = 500;

  private final EndpointInfo endpoint;
  private final EndpointReferenceType address;
  private volatile @Nullable MessageObserver observer;

  InProcessDestination(EndpointInfo endpoint) {
    this.endpoint = endpoint;
    this.address = EndpointReferenceUtils.getEndpointReference(endpoint.getAddress());
  }

  PortReply answer(PortRequest request, Consumer<Message> addition) {
    Message message = message(request);
    addition.accept(message);
    var back = new BackChannel(address);
    message.put(BackChannel.class, back);
    MessageObserver endpointOfCxf =
        Objects.requireNonNull(observer, "nothing listens at " + endpoint.getAddress());
    try {
      endpointOfCxf.onMessage(message);
      return back.reply();
    } catch (RuntimeException unforeseen) {
      LOG.error("no reply to {}", request.head().path(), unforeseen);
      return new PortReply(INTERNAL_ERROR, Map.of(), new byte[0]);
    }
  }

  private Message message(PortRequest request) {
    PortHead head = request.head();
    var message = new MessageImpl();
    var exchange = new ExchangeImpl();
    exchange.setInMessage(message);
    exchange.setSynchronous(true);
    message.setExchange(exchange);
    message.setDestination(this);
    exchange.setDestination(this);
    message.put(PortHead.class, head);
    message.put(Message.HTTP_REQUEST_METHOD, head.method());
    message.put(Message.REQUEST_URI, head.path());
    head.header("host")
        .ifPresent(host -> message.put(Message.REQUEST_URL, "https://" + host + head.path()));
    message.put(Message.PATH_INFO, head.path());
    message.put(Message.BASE_PATH, endpoint.getAddress());
    message.put(Message.ENDPOINT_ADDRESS, endpoint.getAddress());
    if (!head.query().isEmpty()) {
      message.put(Message.QUERY_STRING, head.query());
    }
    head.header("content-type").ifPresent(type -> message.put(Message.CONTENT_TYPE, type));
    head.header("accept").ifPresent(accept -> message.put(Message.ACCEPT_CONTENT_TYPE, accept));
    message.put(Message.PROTOCOL_HEADERS, headers(head));
    message.setContent(InputStream.class, new ByteArrayInputStream(request.body()));
    return message;
  }

  /** CXF adds to lists of headers. */
  private static Map<String, List<String>> headers(PortHead head) {
    var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    head.headers().forEach((name, values) -> headers.put(name, new ArrayList<>(values)));
    return headers;
  }

  @Override
  public Conduit getBackChannel(Message in) {
    return in.get(BackChannel.class);
  }

  @Override
  public EndpointReferenceType getAddress() {
    return address;
  }

  @Override
  public EndpointInfo getEndpointInfo() {
    return endpoint;
  }

  @Override
  public void setMessageObserver(@Nullable MessageObserver next) {
    observer = next;
  }

  @Override
  public @Nullable MessageObserver getMessageObserver() {
    return observer;
  }

  @Override
  public void shutdown() {
    observer = null;
  }
}
