// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * One exchange with a peer that was connected to: send, receive, read the body, release. For one
 * thread only.
 *
 * <p>Nothing is ever sent twice (row C-060). Only while no byte has been handed to the connection
 * may a connection from the pool that turns out to be dead be replaced by a new one, whose peer is
 * checked like the first.
 */
public interface ClientConnection extends AutoCloseable {
  /** The chain the peer showed, leaf first; empty without TLS. */
  List<X509Certificate> peerCertificates();

  /** Which of the candidates this is, as it was given (row C-062). */
  InetSocketAddress candidate();

  /** The resolved address of the peer. */
  InetSocketAddress remoteAddress();

  /**
   * Begins the request: chunked unless {@code Content-Length} is given; {@code Host} is added when
   * it is missing. The head leaves with the first bytes, with {@code flush}, or with {@code close},
   * which ends the request.
   */
  OutputStream send(RequestHead head) throws IOException;

  /**
   * The same to a peer that has nothing to say before the end of the request but a refusal: when it
   * answers or hangs up, writing fails, and {@link #receive} tells what it said (RFC 9112, 9.5).
   */
  OutputStream sendUntilAnswered(RequestHead head) throws IOException;

  /**
   * The whole request at once. {@code Content-Length} is added when it is not given, unless there
   * is no body and the method does not call for one.
   */
  void send(RequestHead head, byte[] body) throws IOException;

  /**
   * Waits for the head of the response, passing over interim ones. After a failed write this still
   * finds a response that came before the end of the request.
   */
  ResponseHead receive() throws IOException;

  /** The response body without its framing. */
  InputStream body();

  /**
   * Gives the connection back: to the pool when both sides allow it and both messages were
   * transferred to their end, otherwise it is closed.
   */
  void release();

  /** Cuts the connection, unless it was released. */
  @Override
  void close();
}
