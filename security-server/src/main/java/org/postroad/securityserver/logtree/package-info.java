// SPDX-License-Identifier: MIT

/**
 * The Merkle tree of this server's message log: it follows the journal, writes tiles in the layout
 * of C2SP, signs a checkpoint soon after each record, has it time-stamped, and proves that a record
 * is in the log and that the log only grew.
 *
 * <p>Everything here can be made again from the journal; what must not be forgotten, the
 * checkpoints, are entries of it. Knows messages by their leaves alone; never opens a socket and
 * never sees a private key.
 */
@NullMarked
package org.postroad.securityserver.logtree;

import org.jspecify.annotations.NullMarked;
