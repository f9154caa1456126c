// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.mime.Headers;
import org.postroad.securityserver.net.RequestHead;
import org.postroad.securityserver.net.ResponseHead;
import org.postroad.securityserver.net.ServerExchange;

/** An exchange that remembers what it was answered. */
public final class FakeExchange implements ServerExchange {
  private static final InetSocketAddress NOBODY =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

  private final RequestHead request;
  private final byte[] requestBody;
  private final boolean secure;
  private final List<X509Certificate> peer;
  private final List<ResponseHead> heads = new ArrayList<>();
  private final ByteArrayOutputStream answer = new ByteArrayOutputStream();
  private int stepsToBreak = Integer.MAX_VALUE;
  private boolean aborted;

  private FakeExchange(
      RequestHead request, byte[] requestBody, boolean secure, List<X509Certificate> peer) {
    this.request = request;
    this.requestBody = requestBody;
    this.secure = secure;
    this.peer = List.copyOf(peer);
  }

  public static FakeExchange of(String method, String target, Headers headers, byte[] body) {
    return new FakeExchange(new RequestHead(method, target, headers), body, false, List.of());
  }

  public static FakeExchange get(String target) {
    return of("GET", target, Headers.EMPTY, new byte[0]);
  }

  /** The same over TLS, with or without certificates of the peer. */
  public FakeExchange overTls(X509Certificate... certificates) {
    return new FakeExchange(request, requestBody, true, List.of(certificates));
  }

  /** The same with a peer that goes away at the given step of what it is sent, counted from 0. */
  public FakeExchange breakingOffAt(int step) {
    FakeExchange breaking = new FakeExchange(request, requestBody, secure, peer);
    breaking.stepsToBreak = step;
    return breaking;
  }

  @Override
  public RequestHead request() {
    return request;
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(requestBody);
  }

  @Override
  public void expectBody(Duration within) {
    // The body is here already.
  }

  @Override
  public List<X509Certificate> peerCertificates() {
    return peer;
  }

  @Override
  public boolean secure() {
    return secure;
  }

  @Override
  public InetSocketAddress remoteAddress() {
    return NOBODY;
  }

  @Override
  public InetSocketAddress localAddress() {
    return NOBODY;
  }

  @Override
  public OutputStream respond(ResponseHead head) {
    if (!heads.isEmpty()) {
      throw new IllegalStateException("answered twice");
    }
    heads.add(head);
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        step();
        answer.write(b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        step();
        answer.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        step();
      }

      @Override
      public void close() throws IOException {
        step();
      }
    };
  }

  private void step() throws IOException {
    if (stepsToBreak-- <= 0) {
      throw new SocketException("the peer is gone");
    }
  }

  /** Whether the peer went away before it had everything. */
  public boolean hasBrokenOff() {
    return stepsToBreak < 0;
  }

  @Override
  public void respond(ResponseHead head, byte[] body) {
    var _ = respond(head);
    answer.writeBytes(body);
  }

  @Override
  public boolean hasResponded() {
    return !heads.isEmpty();
  }

  @Override
  public void abort() {
    if (!hasBrokenOff()) {
      throw new IllegalStateException("aborted");
    }
    aborted = true;
  }

  public boolean isAborted() {
    return aborted;
  }

  /** The one answer given. */
  public ResponseHead head() {
    return heads.getFirst();
  }

  public String header(String name) {
    return head().headers().first(name).orElse("");
  }

  public byte[] answer() {
    return answer.toByteArray();
  }

  public String text() {
    return answer.toString(StandardCharsets.UTF_8);
  }
}
