// SPDX-License-Identifier: MIT

/**
 * Which key signs for whom, the certificates in use, OCSP refresh, and the batch signing of
 * whatever waits. Never holds a private key itself.
 */
@NullMarked
package org.postroad.securityserver.signer;

import org.jspecify.annotations.NullMarked;
