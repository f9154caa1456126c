// SPDX-License-Identifier: MIT

/**
 * Hash chains of batch signatures and XAdES signatures, built and verified.
 *
 * <p>What is built is written as canonical bytes directly; what is verified is read by a strict
 * reader of a closed grammar, so there is no document tree in which a second look-up could find
 * something else than what was digested. Never touches a private key: it is handed something that
 * signs. Imports {@code algorithm}, {@code certificate}, {@code identifier}, {@code xml} and {@code
 * fault}, and never a room that carries messages.
 */
@NullMarked
package org.postroad.protocol.signature;

import org.jspecify.annotations.NullMarked;
