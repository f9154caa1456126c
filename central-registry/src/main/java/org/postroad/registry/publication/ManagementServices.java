// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.SecurityServerId;

/**
 * How the management services of an instance are reached, and through whom (E46).
 *
 * @param provider the subsystem that offers them; none is named yet where it is missing
 * @param providerName of its member
 * @param servers where the provider is registered
 * @param description the address of their WSDL
 * @param services where the provider's server hands requests on to
 * @param registration where servers register their authentication certificates
 * @param owners the group that may use the services
 */
public record ManagementServices(
    Optional<ClientId> provider,
    Optional<String> providerName,
    List<SecurityServerId> servers,
    String description,
    String services,
    String registration,
    GlobalGroupId owners) {

  public ManagementServices {
    servers = List.copyOf(servers);
  }
}
