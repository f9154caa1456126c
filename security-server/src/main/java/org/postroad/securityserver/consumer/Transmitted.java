// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.securityserver.exchange.Parts;
import org.postroad.securityserver.net.ClientConnection;

/** A request that was signed, logged, and sent to its end. */
record Transmitted(Received received, ClientConnection connection, Parts parts) {}
