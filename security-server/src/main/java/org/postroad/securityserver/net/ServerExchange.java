// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * One request on a listener and the way to respond to it. For one thread only.
 *
 * <p>Streams block and hold at most a few buffers: the peer is slowed down, never stored. A body
 * that was not read to its end is skipped when it is short, otherwise the connection is closed
 * after the response.
 */
public interface ServerExchange {
  RequestHead request();

  /** The request body without its framing; empty when there is none. */
  InputStream body();

  /**
   * What is read of the body from now on must come within this time of waiting, until {@link
   * #expectBody} is called again; zero goes back to the limits of the listener.
   */
  void expectBody(Duration within);

  /** The chain the peer showed, leaf first; empty without TLS or without a certificate. */
  List<X509Certificate> peerCertificates();

  boolean secure();

  InetSocketAddress remoteAddress();

  InetSocketAddress localAddress();

  /**
   * Begins the response: chunked unless {@code Content-Length} is given. The head leaves with the
   * first bytes, with {@code flush}, or with {@code close}, which ends the response. {@code Date}
   * is added when it is missing. Once only.
   */
  OutputStream respond(ResponseHead head);

  /** The whole response at once; {@code Content-Length} is added when it is not given. */
  void respond(ResponseHead head, byte[] body) throws java.io.IOException;

  /** Whether a response has begun. */
  boolean hasResponded();

  /** Cuts the connection, so that a response already begun is seen to be incomplete. */
  void abort();
}
