// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.util.function.Supplier;
import org.postroad.securityserver.exchange.PeerSettings;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.signer.OcspStore;

/**
 * How other security servers are reached.
 *
 * @param tls this server's identity towards others, current at every connection
 * @param messagePort the port all servers of an instance take messages on
 * @param ocspPort the port they give their OCSP responses on
 */
public record Outgoing(
    HttpClient client,
    Supplier<TlsContext> tls,
    OcspStore ocsp,
    int messagePort,
    int ocspPort,
    PeerSettings peers) {}
