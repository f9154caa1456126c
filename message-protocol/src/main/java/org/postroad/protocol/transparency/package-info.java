// SPDX-License-Identifier: MIT

/**
 * The Merkle tree over the message log, checkpoints as signed notes, inclusion and consistency
 * proofs, cosignatures. Knows nothing of messages or of storage.
 */
@NullMarked
package org.postroad.protocol.transparency;

import org.jspecify.annotations.NullMarked;
