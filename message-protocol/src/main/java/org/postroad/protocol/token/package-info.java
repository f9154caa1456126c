// SPDX-License-Identifier: MIT

/**
 * Private keys in software (PKCS #12) or hardware (PKCS #11) tokens. The only room that touches a
 * private key.
 */
@NullMarked
package org.postroad.protocol.token;

import org.jspecify.annotations.NullMarked;
