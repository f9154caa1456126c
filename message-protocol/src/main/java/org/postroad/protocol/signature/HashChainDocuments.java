// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

/**
 * The two documents of a hash chain: the signed or time-stamped result and the way from it to the
 * parts (D-026). The arrays are never copied and must not be written to.
 */
public record HashChainDocuments(byte[] result, byte[] chain) {}
