// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

/** What a TLS listener asks of its clients. */
public enum ClientAuth {
  /** No certificate is asked for. */
  NONE,
  /** A certificate is asked for and may be left out; information systems. */
  WANT,
  /** Without an accepted certificate the handshake fails (row C-004). */
  NEED
}
