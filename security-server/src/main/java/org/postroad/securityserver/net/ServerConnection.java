// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.postroad.protocol.mime.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a listener: either idle, with no thread, or busy with exactly one exchange.
 *
 * <p>Whoever turns {@code busy} from false to true owns the connection: the event loop when bytes
 * or the end arrive, the idle timer, or the closing listener. A request sent before the response to
 * the one before it (pipelining) waits in the inbox until its turn comes.
 */
final class ServerConnection implements ConnectionShares.Held {
  private static final Logger log = LoggerFactory.getLogger(ServerConnection.class);

  private final HttpListener listener;
  private final Wire wire;
  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicReference<Claim> claim = new AtomicReference<>(Claim.NONE);

  /** Who has a say over the connection: an exchange from its head on, or whoever ends it. */
  private enum Claim {
    NONE,
    EXCHANGE,
    ENDED
  }

  private volatile long idleSince = System.nanoTime();
  private boolean admitted;

  /** The event loop's alone. */
  private Future<?> idleTimer;

  ServerConnection(HttpListener listener, Wire wire) {
    this.listener = listener;
    this.wire = wire;
    wire.watch(this::stirred);
    idleTimer = watchIdleness(idle());
  }

  /** One that is not kept still waits for its first request. */
  private long idle() {
    HttpLimits limits = listener.limits();
    return (limits.idle().isZero() ? limits.head() : limits.idle()).toNanos();
  }

  Wire wire() {
    return wire;
  }

  /** Closes at once if idle; otherwise after the exchange under way. */
  void close() {
    if (busy.compareAndSet(false, true)) {
      wire.dispose();
    }
  }

  @Override
  public boolean giveWay() {
    boolean free = claim.compareAndSet(Claim.NONE, Claim.ENDED);
    if (free) {
      wire.cut();
    }
    return free;
  }

  /** Called on the event loop when the socket is closed, whoever did it. */
  void gone() {
    idleTimer.cancel(false);
    close();
  }

  private void stirred() {
    if (wire.in().isEmpty()) {
      if (wire.in().isEnded()) {
        close();
      }
    } else if (busy.compareAndSet(false, true)) {
      listener.threads().startExchange(this::run);
    }
  }

  /** On the event loop only. */
  private Future<?> watchIdleness(long nanos) {
    return wire.channel().eventLoop().schedule(this::closeIfIdle, nanos, TimeUnit.NANOSECONDS);
  }

  private void closeIfIdle() {
    long left = idleSince + idle() - System.nanoTime();
    if (!busy.get() && left <= 0) {
      close();
    } else {
      idleTimer = watchIdleness(busy.get() ? idle() : left);
    }
  }

  private void run() {
    boolean again;
    try {
      again = isAdmitted() && serve();
    } catch (IOException e) {
      log.debug("connection from {} lost: {}", wire.remoteAddress(), e.toString());
      wire.dispose();
      return;
    } catch (RuntimeException e) {
      log.error("handler failed for {}", wire.remoteAddress(), e);
      wire.dispose();
      return;
    } catch (Error e) {
      wire.dispose();
      throw e;
    }
    if (!again || listener.keepsNoConnection()) {
      wire.finish();
      return;
    }
    idleSince = System.nanoTime();
    busy.set(false);
    stirred();
  }

  /** One exchange; whether another may follow. */
  private boolean serve() throws IOException {
    StreamedExchange exchange;
    try {
      Patience patience = Patience.total(listener.limits().head());
      Optional<HeadReader.Head> head = new HeadReader(wire.in(), listener.limits()).head(patience);
      if (head.isEmpty()) {
        return false;
      }
      StartLine.Request request = StartLine.request(head.get());
      exchange =
          StreamedExchange.open(
              wire,
              listener.limits(),
              request,
              listener.threads().date(),
              listener::keepsNoConnection);
    } catch (HttpViolation | SocketTimeoutException e) {
      log.debug("refused {}: {}", wire.remoteAddress(), e.getMessage());
      refuse(e);
      return false;
    }
    if (!claim.compareAndSet(Claim.NONE, Claim.EXCHANGE)) {
      return false;
    }
    try {
      return handle(exchange);
    } finally {
      claim.set(Claim.NONE);
    }
  }

  private boolean handle(StreamedExchange exchange) throws IOException {
    try {
      listener.handler().handle(exchange);
    } catch (IOException | RuntimeException e) {
      if (exchange.hasResponded()) {
        exchange.giveUp();
        throw e;
      }
      report(exchange, e);
      exchange.respond(errorHead(statusOf(e)), new byte[0]);
      return false;
    }
    if (!exchange.hasResponded()) {
      log.error("handler gave no response to {}", exchange.request().target());
      exchange.respond(errorHead(500), new byte[0]);
      return false;
    }
    return exchange.settle();
  }

  /** What a peer can cause at will is not worth a line in the log. */
  private void report(StreamedExchange exchange, Exception e) {
    if (e instanceof IOException) {
      log.debug("no response to {}: {}", wire.remoteAddress(), e.toString());
    } else {
      log.error("handler failed for {}", exchange.request().target(), e);
    }
  }

  /** A resumed TLS session skips the decision made in the handshake, so it is made again here. */
  private boolean isAdmitted() {
    if (admitted || listener.tls().isEmpty()) {
      return true;
    }
    try {
      listener.tls().get().checkPeer(wire);
      admitted = true;
    } catch (RuntimeException e) {
      log.warn("refused the certificate of {}: {}", wire.remoteAddress(), e.getMessage());
    }
    return admitted;
  }

  private void refuse(IOException reason) throws IOException {
    HeadWriter head =
        HeadWriter.response(errorHead(statusOf(reason)), listener.threads().date().now())
            .field("Content-Length", "0");
    new BodyWriter(wire.out(), new Framing.None(), head.end()).close();
  }

  private static ResponseHead errorHead(int status) {
    String reason =
        switch (status) {
          case 400 -> "Bad Request";
          case 408 -> "Request Timeout";
          case 417 -> "Expectation Failed";
          case 431 -> "Request Header Fields Too Large";
          default -> "Internal Server Error";
        };
    return new ResponseHead(status, reason, Headers.builder().add("Connection", "close").build());
  }

  private static int statusOf(Exception reason) {
    return switch (reason) {
      case HttpViolation violation -> violation.status();
      case SocketTimeoutException _ -> 408;
      case EOFException _ -> 400;
      default -> 500;
    };
  }
}
