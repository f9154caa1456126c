// SPDX-License-Identifier: MIT

/**
 * The Merkle tree over the message log: an append-only tree as tiles, checkpoints as signed notes,
 * inclusion and consistency proofs, cosignatures, and what a witness makes of a checkpoint. In the
 * formats of C2SP (tlog-tiles, tlog-checkpoint, signed-note, tlog-cosignature, tlog-proof,
 * tlog-witness), so that tools made elsewhere can check a log. Knows nothing of messages, storage,
 * HTTP or private keys: tiles go through {@link org.postroad.protocol.transparency.TileStore},
 * signatures through functions handed in.
 */
@NullMarked
package org.postroad.protocol.transparency;

import org.jspecify.annotations.NullMarked;
