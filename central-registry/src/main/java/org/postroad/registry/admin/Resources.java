// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.administration.TokenCheck;

/** All resources of the API. */
final class Resources {
  private Resources() {}

  static List<Object> of(Registry registry, TokenCheck tokens, Supplier<UUID> random) {
    var trust = new ApprovedTrust(registry);
    return List.of(
        new Members(registry),
        new Subsystems(registry),
        new Clients(registry),
        new SecurityServers(registry),
        new ManagementRequests(registry),
        new GlobalGroups(registry),
        new MemberClasses(registry),
        new CertificationServices(registry, trust),
        new IntermediateCas(trust),
        new OcspResponders(trust),
        new TimestampingServices(registry),
        new ConfigurationSources(registry),
        new SigningKeys(registry),
        new Tokens(registry),
        new TrustedAnchors(registry),
        new ManagementServicesConfiguration(registry),
        new SystemResource(registry),
        new InitializationResource(registry),
        new Notifications(registry),
        new HistoryResource(registry),
        new Backups(registry),
        new ApiKeys(registry, tokens, random));
  }
}
