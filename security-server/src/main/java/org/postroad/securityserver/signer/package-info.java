// SPDX-License-Identifier: MIT
/**
 * Which key signs for whom: the keys and certificates of this server, the OCSP responses that go
 * with them, signing of whatever waits for the same key at once, and time-stamps from the
 * authorities. Must never import a line, and never sees a private key: that is {@code token}'s.
 */
@NullMarked
package org.postroad.securityserver.signer;

import org.jspecify.annotations.NullMarked;
