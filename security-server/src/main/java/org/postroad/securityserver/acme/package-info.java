// SPDX-License-Identifier: MIT

/**
 * Certificates that authorities issue without a person (RFC 8555): ordered, proven by HTTP,
 * imported, and renewed before they end. The only room that uses acme4j, which is loaded when there
 * is something to order and not before.
 *
 * <p>Keys and certificates are changed through {@code keys}, registered through {@code
 * registration}; private keys stay in {@code token} of the library. Imports also {@code net} for
 * the port where challenges are answered, {@code signer} for what is kept, {@code mail} and {@code
 * conf}.
 */
@NullMarked
package org.postroad.securityserver.acme;

import org.jspecify.annotations.NullMarked;
