// SPDX-License-Identifier: MIT

/**
 * What others know of this server's log, and this server of theirs: serves checkpoints and tiles,
 * is a witness, and asks witnesses (C2SP tlog-tiles, tlog-witness). What is decided is decided in
 * {@code protocol.transparency}; here are its files, its port and its client.
 *
 * <p>Imports the rooms {@code net}, {@code journal}, {@code messagelog} and {@code logtree}.
 */
@NullMarked
package org.postroad.securityserver.witness;

import org.jspecify.annotations.NullMarked;
