// SPDX-License-Identifier: MIT

/**
 * The message log: every signed message of every exchange, durable before anything depends on it,
 * time-stamped in batches afterwards, found again by member and query id, and handed to auditors as
 * ASiC-E containers.
 *
 * <p>The truth is the {@link org.postroad.securityserver.journal journal}. The <em>index</em> is a
 * database filled behind the exchange from the journal and rebuilt from it at any time, so that a
 * slow or dead database never stops an exchange. Above both, {@link
 * org.postroad.securityserver.messagelog.MessageLog} appends, time-stamps and finds. This is the
 * only room with SQL for messages; it never imports Netty, never opens a socket and never sees a
 * private key.
 */
@NullMarked
package org.postroad.securityserver.messagelog;

import org.jspecify.annotations.NullMarked;
