// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.util.Optional;
import org.postroad.protocol.identifier.MemberId;

/**
 * A request whose signatures and certificates are good.
 *
 * @param signer the member that signed it, by its certificate; nobody for what is not signed (B27)
 */
record Proven(Received received, Optional<MemberId> signer) {}
