// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.util.function.Function;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.signer.OcspStore;

/**
 * How other security servers are reached.
 *
 * @param tls how this server shows the identity of which the request has the OCSP responses
 * @param messagePort the port all servers of an instance take messages on
 * @param ocspPort the port they give their OCSP responses on
 */
public record Outgoing(
    HttpClient client,
    Function<AuthenticationIdentity, TlsContext> tls,
    OcspStore ocsp,
    int messagePort,
    int ocspPort,
    PeerSettings peers) {}
