// SPDX-License-Identifier: MIT

/**
 * The two parts a registry adds to the configuration of its instance: which services there are, by
 * the digests of their descriptions, and which certificates its members have. Bytes in, values out;
 * imports nothing that opens a socket or a file, nor the room {@code globalconf}: that a part is
 * the signed one is for its caller to check, with {@code PartReference.check}.
 */
@NullMarked
package org.postroad.protocol.catalog;

import org.jspecify.annotations.NullMarked;
