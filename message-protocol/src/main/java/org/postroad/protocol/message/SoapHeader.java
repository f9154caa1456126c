// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * The X-Road header fields of a SOAP message, as they stand there.
 */
public record SoapHeader(
    ClientId client,
    ServiceId service,
    Optional<SecurityServerId> securityServer,
    String id,
    Optional<String> userId,
    Optional<String> issue,
    String protocolVersion,
    Optional<RepresentedParty> representedParty,
    Optional<RequestHash> requestHash) {

  SoapHeader with(RequestHash hash) {
    return new SoapHeader(
        client,
        service,
        securityServer,
        id,
        userId,
        issue,
        protocolVersion,
        representedParty,
        Optional.of(hash));
  }

  /** Whether a response with that header answers a request with this one. */
  boolean matches(SoapHeader response) {
    return client.equals(response.client)
        && service.equals(response.service)
        && userId.equals(response.userId)
        && representedParty.equals(response.representedParty)
        && issue.equals(response.issue)
        && id.equals(response.id);
  }
}
