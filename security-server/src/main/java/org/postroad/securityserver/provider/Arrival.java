// SPDX-License-Identifier: MIT
package org.postroad.securityserver.provider;

import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.net.ServerExchange;

/** A request at the server port of which only the head is known. */
record Arrival(ServerExchange exchange, Scope scope, TransportReply reply) {}
