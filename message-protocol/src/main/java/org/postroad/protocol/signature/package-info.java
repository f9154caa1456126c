// SPDX-License-Identifier: MIT

/**
 * Signature and digest algorithms, hash chains of batch signatures, XAdES built and verified. Never
 * touches a private key: it is handed something that signs.
 */
@NullMarked
package org.postroad.protocol.signature;

import org.jspecify.annotations.NullMarked;
