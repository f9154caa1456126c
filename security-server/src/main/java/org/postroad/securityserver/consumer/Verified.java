// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.securityserver.exchange.Parts;

/**
 * A response signed by the provider and bound to the request.
 *
 * @param parts with the digests that the signature proves
 */
record Verified(Responded response, Parts parts) {}
