// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One request and its response on a {@link Wire}. */
final class StreamedExchange implements ServerExchange {
  private static final int SHORT_REST = 256 * 1024;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Wire wire;
  private final StartLine.Request request;
  private final BodyReader body;
  private final Patience patience;
  private final HttpDate date;
  private final BooleanSupplier closing;
  private final boolean expectsContinue;
  private @Nullable BodyWriter response;
  private boolean keepAlive;

  /** The supplier tells whether this response is the last of its connection in any case. */
  static StreamedExchange open(
      Wire wire,
      HttpLimits limits,
      StartLine.Request request,
      HttpDate date,
      BooleanSupplier closing)
      throws HttpViolation {
    Framing framing = Framing.ofRequest(request.http11(), request.head().headers());
    Optional<String> expectation = request.head().headers().first("Expect");
    if (expectation.isPresent() && !expectation.get().equalsIgnoreCase("100-continue")) {
      throw HttpViolation.expectationFailed(
          "Expect '" + expectation.get() + "', expected 100-continue");
    }
    return new StreamedExchange(
        wire, limits, request, framing, expectation.isPresent() && request.http11(), date, closing);
  }

  private StreamedExchange(
      Wire wire,
      HttpLimits limits,
      StartLine.Request request,
      Framing framing,
      boolean expectsContinue,
      HttpDate date,
      BooleanSupplier closing) {
    this.wire = wire;
    this.request = request;
    this.expectsContinue = expectsContinue;
    this.date = date;
    this.closing = closing;
    this.patience = Patience.perWait(limits.body(), limits.request());
    this.body = new BodyReader(wire.in(), limits, framing, patience, this::sayContinue);
  }

  @Override
  public RequestHead request() {
    return request.head();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public void expectBody(Duration within) {
    body.waitWith(within.isZero() ? patience : Patience.total(within));
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return wire.peerCertificates();
  }

  @Override
  public boolean secure() {
    return wire.secure();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  @Override
  public InetSocketAddress localAddress() {
    return wire.localAddress();
  }

  @Override
  public OutputStream respond(ResponseHead head) {
    return begin(head, Optional.empty());
  }

  @Override
  public void respond(ResponseHead head, byte[] bytes) throws IOException {
    try (BodyWriter writer = begin(head, Optional.of((long) bytes.length))) {
      writer.write(bytes);
    }
  }

  @Override
  public void abort() {
    wire.cut();
  }

  /** Cuts a response that will not be completed. */
  void giveUp() {
    if (response != null) {
      response.release();
    }
    wire.cut();
  }

  @Override
  public boolean hasResponded() {
    return response != null;
  }

  /** After the handler: whether the connection may carry another request. */
  boolean settle() throws IOException {
    BodyWriter writer = response;
    if (writer == null) {
      return false;
    }
    if (!writer.isEnded()) {
      giveUp();
      return false;
    }
    return keepAlive && !body.isBroken() && body.skipRest(SHORT_REST, Wire.LINGER);
  }

  private BodyWriter begin(ResponseHead head, Optional<Long> length) {
    if (response != null) {
      throw new IllegalStateException("this exchange has its response already");
    }
    if (head.status() < 200 || head.headers().first("Transfer-Encoding").isPresent()) {
      throw new IllegalArgumentException(
          "status " + head.status() + " or Transfer-Encoding: both are the listener's to write");
    }
    HeadWriter writer = HeadWriter.response(head, date.now());
    Framing framing = frame(head, length, writer);
    boolean unasked = expectsContinue && !body.hasBegun() && !body.isEnded();
    boolean asked = Framing.keepsAlive(request.http11(), request.head().headers());
    boolean offered = Framing.keepsAlive(true, head.headers());
    boolean readable = !unasked && !body.isBroken() && !body.isLeftBeyond(SHORT_REST);
    keepAlive = asked && offered && readable && !closing.getAsBoolean();
    if (!keepAlive && offered) {
      writer.field("Connection", "close");
    }
    BodyWriter begun = new BodyWriter(wire.out(), framing, writer.end());
    response = begun;
    return begun;
  }

  private Framing frame(ResponseHead head, Optional<Long> length, HeadWriter writer) {
    Optional<Framing> declared;
    try {
      declared = Framing.declared(true, head.headers());
    } catch (HttpViolation e) {
      throw new IllegalArgumentException(e);
    }
    boolean bodyless = Framing.hasNoBody(request.head().method(), head.status());
    boolean mayTellLength = head.status() != 204;
    if (declared.isEmpty() && length.isPresent() && mayTellLength) {
      writer.field("Content-Length", Long.toString(length.get()));
    }
    if (bodyless) {
      return new Framing.None();
    }
    if (declared.isPresent() || length.isPresent()) {
      return declared.orElseGet(() -> new Framing.Fixed(length.orElseThrow()));
    }
    if (!request.http11()) {
      return new Framing.UntilClose();
    }
    writer.field("Transfer-Encoding", "chunked");
    return new Framing.Chunked();
  }

  /** Row of RFC 9110, 10.1.1: the client waits for this before it sends the body. */
  private void sayContinue() throws IOException {
    if (expectsContinue && (response == null || response.isUntouched())) {
      var bytes = wire.out().allocate(CONTINUE.length);
      wire.out().write(bytes.writeBytes(CONTINUE));
    }
  }
}
