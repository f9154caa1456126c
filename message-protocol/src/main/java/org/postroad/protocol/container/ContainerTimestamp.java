// SPDX-License-Identifier: MIT
package org.postroad.protocol.container;

import org.postroad.protocol.signature.HashChainDocuments;

/**
 * A time-stamp over many signatures at once, as it goes into a container.
 *
 * <p>A time-stamp made for one signature alone is no such thing: it sits inside the signature
 * document (D-059).
 *
 * @param token DER of the RFC 3161 token over the bytes of the hash chain result
 * @param hashChain leads from this signature document to that result
 */
public record ContainerTimestamp(byte[] token, HashChainDocuments hashChain) {}
