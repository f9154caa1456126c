// SPDX-License-Identifier: MIT

/**
 * Certificates and what stands behind them: approved authorities, certificate profiles, chains,
 * OCSP responses and RFC 3161 time-stamp tokens. Every check takes the instant it is made for, so
 * that an old message is judged as of its own time.
 *
 * <p>Imports only the rooms {@code algorithm}, {@code fault} and {@code identifier}. It never reads
 * a clock, a file or a socket, and never sees a private key.
 */
@NullMarked
package org.postroad.protocol.certificate;

import org.jspecify.annotations.NullMarked;
