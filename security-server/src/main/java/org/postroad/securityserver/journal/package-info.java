// SPDX-License-Identifier: MIT

/**
 * The journal of the message log: append-only segment files that are the truth about what this
 * server sent and received. One writer thread with group commit, entries framed and checksummed, a
 * torn tail cut exactly behind the last whole entry on start. Bodies may be encrypted, frames never
 * are; records of an ended segment may be replaced by their leaf; anybody may read without the
 * lock.
 *
 * <p>What the entries mean is not known here. This room imports no other room of the server, no
 * database, and no private key.
 */
@NullMarked
package org.postroad.securityserver.journal;

import org.jspecify.annotations.NullMarked;
