// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.exchange.Parts;

/**
 * An authorized request whose signature over all parts is the caller's member's.
 *
 * @param parts with the digests that the signature proves
 */
record Verified(Authorized authorized, Parts parts) {}
