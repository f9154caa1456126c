// SPDX-License-Identifier: MIT

/**
 * HTTP/1.1 and TLS for the rest of the server, as blocking code on virtual threads: listeners, the
 * outgoing pool with its address race, and the strict reader of heads and bodies.
 *
 * <p>The only room with Netty, which carries bytes, TLS records and timers here and is seen nowhere
 * else: no type of {@code io.netty} stands in a public signature. Imports only header blocks and
 * faults of the message protocol; never configuration, messages or another room of this server.
 *
 * <p>A {@link org.postroad.securityserver.net.Wire} is where the event loop ends. Above it one
 * thread at a time reads and writes, so heads are parsed as plain text and nothing needs a state
 * machine.
 */
@NullMarked
package org.postroad.securityserver.net;

import org.jspecify.annotations.NullMarked;
