// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.mime.Headers;

/** One exchange on a {@link Wire} that came from the pool or was just made. */
final class PooledConnection implements ClientConnection {
  private static final int MOST_INTERIM = 8;
  private static final int SHORT_REST = 64 * 1024;
  private static final Set<String> WITHOUT_BODY =
      Set.of("GET", "HEAD", "DELETE", "OPTIONS", "TRACE");

  private final HttpClient client;
  private final Route route;
  private final String host;
  private final Patience patience;

  /** Makes a new connection in place of a dead one; empty when this one is new itself. */
  private Optional<Supplier<Wire>> replacement;

  private Wire wire;
  private @Nullable BodyWriter request;
  private @Nullable BodyReader response;
  private String method = "";
  private boolean keepAlive = true;
  private OptionalLong keptNanos = OptionalLong.empty();
  private boolean done;

  PooledConnection(
      HttpClient client,
      Route route,
      String host,
      Patience patience,
      Wire wire,
      Optional<Supplier<Wire>> replacement) {
    this.client = client;
    this.route = route;
    this.host = host;
    this.patience = patience;
    this.wire = wire;
    this.replacement = replacement;
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return wire.peerCertificates();
  }

  @Override
  public InetSocketAddress candidate() {
    return wire.peer();
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  @Override
  public OutputStream send(RequestHead head) {
    return begin(head, Optional.empty(), new FirstBytes());
  }

  @Override
  public OutputStream sendUntilAnswered(RequestHead head) {
    return begin(head, Optional.empty(), new UnlessAnswered());
  }

  @Override
  public void send(RequestHead head, byte[] body) throws IOException {
    BodyWriter writer = begin(head, Optional.of((long) body.length), new FirstBytes());
    writer.write(body);
    writer.close();
  }

  @Override
  public ResponseHead receive() throws IOException {
    BodyWriter sent = request;
    if (sent == null || response != null) {
      throw new IllegalStateException("expected one request before, and no response yet");
    }
    for (int interim = 0; interim <= MOST_INTERIM; interim++) {
      StartLine.Response head = next();
      if (head.head().status() >= 200) {
        accept(head);
        return head.head();
      }
      if (head.head().status() == 101) {
        throw HttpViolation.malformed("status 101 to a request that asked for no other protocol");
      }
    }
    throw HttpViolation.malformed("more than " + MOST_INTERIM + " interim responses");
  }

  @Override
  public InputStream body() {
    BodyReader reader = response;
    if (reader == null) {
      throw new IllegalStateException("no response has been received");
    }
    return reader;
  }

  @Override
  public void release() {
    if (done) {
      return;
    }
    done = true;
    if (mayBeUsedAgain() && !client.isOvertaken(route, wire)) {
      client.pool().put(route, wire, keptNanos);
    } else {
      giveUp();
    }
  }

  @Override
  public void close() {
    if (done) {
      return;
    }
    done = true;
    giveUp();
  }

  private void giveUp() {
    if (request != null) {
      request.release();
    }
    wire.dispose();
  }

  private BodyWriter begin(RequestHead head, Optional<Long> length, Sink sink) {
    if (request != null) {
      throw new IllegalStateException("this connection has sent its request already");
    }
    if (head.headers().first("Transfer-Encoding").isPresent()) {
      throw new IllegalArgumentException("Transfer-Encoding is the client's to write");
    }
    method = head.method();
    keepAlive = Framing.keepsAlive(true, head.headers());
    HeadWriter writer = HeadWriter.request(head);
    if (head.headers().first("Host").isEmpty()) {
      writer.field("Host", host);
    }
    Framing framing = frame(head, length, writer);
    BodyWriter begun = new BodyWriter(sink, framing, writer.end());
    request = begun;
    return begun;
  }

  private static Framing frame(RequestHead head, Optional<Long> length, HeadWriter writer) {
    Optional<Framing> declared;
    try {
      declared = Framing.declared(true, head.headers());
    } catch (HttpViolation e) {
      throw new IllegalArgumentException(e);
    }
    if (declared.isPresent()) {
      return declared.get();
    }
    if (length.isEmpty()) {
      writer.field("Transfer-Encoding", "chunked");
      return new Framing.Chunked();
    }
    if (length.get() == 0 && WITHOUT_BODY.contains(head.method())) {
      return new Framing.None();
    }
    writer.field("Content-Length", Long.toString(length.get()));
    return new Framing.Fixed(length.get());
  }

  private StartLine.Response next() throws IOException {
    var head = new HeadReader(wire.in(), client.limits()).head(patience);
    return StartLine.response(
        head.orElseThrow(
            () -> new EOFException("the peer closed the connection without a response")));
  }

  private void accept(StartLine.Response received) throws HttpViolation {
    Headers headers = received.head().headers();
    Framing framing =
        Framing.ofResponse(method, received.http11(), received.head().status(), headers);
    keepAlive &=
        Framing.keepsAlive(received.http11(), headers) && !(framing instanceof Framing.UntilClose);
    keptNanos = KeepAlive.keptNanos(headers);
    response = new BodyReader(wire.in(), client.limits(), framing, patience, () -> {});
  }

  private boolean mayBeUsedAgain() {
    if (request == null) {
      return wire.isFresh();
    }
    if (response == null || !request.isEnded() || !keepAlive || response.isBroken()) {
      return false;
    }
    try {
      return (response.isEnded() || response.skipRest(SHORT_REST, Wire.LINGER)) && wire.isFresh();
    } catch (IOException e) {
      return false;
    }
  }

  /** Takes nothing more once the peer has answered or hung up. */
  private final class UnlessAnswered implements Sink {
    private final Sink sink = new FirstBytes();
    private boolean begun;

    @Override
    public ByteBuf allocate(int capacity) {
      return sink.allocate(capacity);
    }

    @Override
    public void write(ByteBuf bytes) throws IOException {
      if (begun && !wire.isFresh()) {
        bytes.release();
        throw new SocketException("the peer answered or hung up before the end of the request");
      }
      begun = true;
      sink.write(bytes);
    }
  }

  /** Looks at the connection once more before the first byte, and never after it. */
  private final class FirstBytes implements Sink {
    @Override
    public ByteBuf allocate(int capacity) {
      return wire.out().allocate(capacity);
    }

    @Override
    public void write(ByteBuf bytes) throws IOException {
      if (replacement.isPresent() && !wire.isFresh()) {
        wire.dispose();
        try {
          wire = replacement.get().get();
        } catch (RuntimeException e) {
          bytes.release();
          throw e;
        }
      }
      replacement = Optional.empty();
      wire.out().write(bytes);
    }
  }
}
