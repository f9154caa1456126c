// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import java.util.Optional;

/**
 * A signature as it travels and is logged: the XAdES document and, for a batch, the hash chain.
 *
 * <p>All messages of one batch share the document; only their chains differ.
 */
public record MessageSignature(byte[] document, Optional<HashChainDocuments> hashChain) {}
