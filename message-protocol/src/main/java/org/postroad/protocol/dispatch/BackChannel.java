// SPDX-License-Identifier: MIT

package org.postroad.protocol.dispatch;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.cxf.helpers.CastUtils;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.Conduit;
import org.apache.cxf.transport.MessageObserver;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.jspecify.annotations.Nullable;

/** Catches what CXF replies to one request; what it never says anything to is empty (202). */
final class BackChannel implements Conduit {
  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> headers = new HashMap<>();
  private final EndpointReferenceType target;
  private int status = ACCEPTED;
  private @Nullable MessageObserver observer;

  BackChannel(EndpointReferenceType target) {
    this.target = target;
  }

  PortReply reply() {
    return new PortReply(status, headers, body.toByteArray());
  }

  @Override
  public void prepare(Message out) {
    out.setContent(OutputStream.class, body);
  }

  /** The status and the headers are known for certain only when CXF has written everything. */
  @Override
  public void close(Message out) {
    status = out.get(Message.RESPONSE_CODE) instanceof Integer code ? code : OK;
    Map<String, List<?>> given = CastUtils.cast((Map<?, ?>) out.get(Message.PROTOCOL_HEADERS));
    if (given != null) {
      given.forEach((name, values) -> add(name, values));
    }
    if (body.size() > 0 && out.get(Message.CONTENT_TYPE) instanceof String type) {
      headers.putIfAbsent("content-type", type);
    }
  }

  private void add(String name, List<?> values) {
    if (!values.isEmpty()) {
      headers.put(name.toLowerCase(Locale.ROOT), String.valueOf(values.getFirst()));
    }
  }

  @Override
  public EndpointReferenceType getTarget() {
    return target;
  }

  /** There is nothing to give back. */
  @Override
  public void close() {}

  /** Nobody answers a reply, so that the observer is only remembered. */
  @Override
  public void setMessageObserver(@Nullable MessageObserver next) {
    observer = next;
  }

  @Override
  public @Nullable MessageObserver getMessageObserver() {
    return observer;
  }
}
