// SPDX-License-Identifier: MIT

/**
 * Private keys in software tokens (PKCS #12) and hardware tokens (PKCS #11), and the Ed25519 keys
 * that sign and cosign checkpoints; secret keys of devices too. The only room that touches a
 * private key; others get a {@link org.postroad.protocol.algorithm.SigningKey}, a certificate
 * request, or a key manager for TLS.
 *
 * <p>Imports only the rooms {@code algorithm}, {@code certificate} and {@code fault}. Tokens are
 * read from and written to streams; where they are kept is the caller's business.
 */
@NullMarked
package org.postroad.protocol.token;

import org.jspecify.annotations.NullMarked;
