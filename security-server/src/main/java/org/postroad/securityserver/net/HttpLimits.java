// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.time.Duration;

/**
 * How much a peer may ask of one connection.
 *
 * @param headBytes bytes of a request or status line with all header fields
 * @param headFields number of header fields; the same for trailers
 * @param connections connections a listener holds at once, or idle ones a client keeps
 * @param handshake time for the whole TLS handshake
 * @param head time waited for the whole head, from its first byte
 * @param idle time a connection may stay open between exchanges; zero ends it after each, so that a
 *     load balancer decides anew about the next (F05)
 * @param body time waited for the next byte of a body; a body must also keep up {@link
 *     #SLOWEST_BYTES_PER_SECOND} once this time was spent waiting
 * @param request time waited for the whole of a request, its head and its body; zero waits for
 *     ever, as long as the body keeps up
 * @param write time waited for the peer to take bytes
 * @param drain time a closing listener waits for exchanges under way
 */
public record HttpLimits(
    int headBytes,
    int headFields,
    int connections,
    Duration handshake,
    Duration head,
    Duration idle,
    Duration body,
    Duration request,
    Duration write,
    Duration drain) {

  /** Below this average a sender is taken for an attack, after a first grace time. */
  public static final int SLOWEST_BYTES_PER_SECOND = 256;

  public static final HttpLimits DEFAULT =
      new HttpLimits(
          32 * 1024,
          200,
          5000,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(10));

  /**
   * For clients, whose idle connections end before those of listeners that wait thirty seconds, as
   * many services and security servers do (row C-061): a request that meets the end of its
   * connection fails, since nothing is sent twice (row C-060).
   */
  public static final HttpLimits CLIENT =
      DEFAULT.withWaiting(
          DEFAULT.handshake(), DEFAULT.head(), Duration.ofSeconds(25), DEFAULT.body());

  /**
   * For connections with other security servers, which have patience with an information system of
   * their own: a server that waited no longer than they do would cut them off.
   */
  public static final HttpLimits AMONG_SERVERS =
      DEFAULT.withWaiting(
          DEFAULT.handshake(), DEFAULT.head(), Duration.ofSeconds(60), Duration.ofSeconds(120));

  public HttpLimits withHead(int bytes, int fields) {
    return new HttpLimits(
        bytes, fields, connections, handshake, head, idle, body, request, write, drain);
  }

  public HttpLimits withConnections(int number) {
    return new HttpLimits(
        headBytes, headFields, number, handshake, head, idle, body, request, write, drain);
  }

  /** The times a reader waits: for the handshake, for the head, between exchanges, for a body. */
  public HttpLimits withWaiting(Duration handshake, Duration head, Duration idle, Duration body) {
    return new HttpLimits(
        headBytes, headFields, connections, handshake, head, idle, body, request, write, drain);
  }

  public HttpLimits withRequest(Duration time) {
    return new HttpLimits(
        headBytes, headFields, connections, handshake, head, idle, body, time, write, drain);
  }

  public HttpLimits withWrite(Duration time) {
    return new HttpLimits(
        headBytes, headFields, connections, handshake, head, idle, body, request, time, drain);
  }

  public HttpLimits withDrain(Duration time) {
    return new HttpLimits(
        headBytes, headFields, connections, handshake, head, idle, body, request, write, time);
  }
}
