// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.exchange.Scope;
import org.postroad.securityserver.net.ServerExchange;
import org.postroad.securityserver.signer.AuthenticationIdentity;

/**
 * A request that this server is able to mediate: the configuration snapshot it is judged by is
 * valid, and the server can authenticate itself to others.
 */
record Ready(
    ServerExchange exchange,
    Scope scope,
    Configuration configuration,
    AuthenticationIdentity identity,
    String requestId) {}
