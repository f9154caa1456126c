// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import java.time.Duration;

/**
 * How to connect and how long to wait.
 *
 * @param connect time for one address to accept the connection, and again for its TLS handshake
 * @param read time waited for the next bytes of the response; zero waits for ever (row C-061)
 * @param check decides about the server after every handshake and every time a connection is used
 *     again, before anything is sent (row C-007)
 */
public record ConnectOptions(Duration connect, Duration read, ServerCheck check) {

  /** With a check that looks at the certificates alone. */
  public ConnectOptions(Duration connect, Duration read, PeerCheck check) {
    this(connect, read, (_, chain) -> check.check(chain));
  }
}
