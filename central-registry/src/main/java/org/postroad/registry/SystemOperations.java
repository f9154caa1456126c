// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.registry.management.ManagementDescription;
import org.postroad.registry.membership.Membership;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredMember;
import org.postroad.registry.membership.RegisteredServer;
import org.postroad.registry.publication.ManagementServices;
import org.postroad.registry.publication.PublicationSettings;
import org.postroad.registry.publication.SystemStatus;
import org.postroad.registry.store.Change;

/** What concerns a registry as a whole: its status, address and management services (E46). */
public final class SystemOperations {
  private final AcceptChange acceptChange;
  private final SigningToken token;
  private final NodeSettings settings;

  SystemOperations(AcceptChange acceptChange, SigningToken token, NodeSettings settings) {
    this.acceptChange = acceptChange;
    this.token = token;
    this.settings = settings;
  }

  public SystemStatus status() {
    var snapshot = acceptChange.snapshot();
    return new SystemStatus(
        snapshot.membership().instance(),
        settings.node(),
        settings.get().address(),
        token.isActive(),
        snapshot.nodes());
  }

  /** Sends clients elsewhere; refused where the configuration of the node says where. */
  public void changeAddress(String address, Author author) {
    settings.announce(address, author);
  }

  public ManagementServices managementServices() {
    MembershipSnapshot membership = acceptChange.snapshot().membership();
    Optional<ClientId> provider = membership.managementServiceProvider();
    PublicationSettings inForce = settings.get();
    return new ManagementServices(
        provider,
        provider.flatMap(client -> name(client, membership)),
        provider.map(client -> servers(client, membership)).orElse(List.of()),
        "http://" + inForce.address() + "/" + ManagementDescription.FILE,
        PublicAddress.managementRequests(inForce.address(), settings.ports()),
        inForce.managementServiceAddress(),
        new GlobalGroupId(membership.instance(), Membership.OWNERS_GROUP));
  }

  private static Optional<String> name(ClientId client, MembershipSnapshot membership) {
    return membership.members().stream()
        .filter(member -> member.id().equals(client.member()))
        .map(RegisteredMember::name)
        .findFirst();
  }

  private static List<SecurityServerId> servers(ClientId client, MembershipSnapshot membership) {
    return membership.servers().stream()
        .filter(server -> server.serves(client))
        .map(RegisteredServer::id)
        .toList();
  }

  /** Lets a server offer the management services of the provider that is named. */
  public void registerProvider(SecurityServerId server, Author author) {
    ClientId provider =
        acceptChange
            .snapshot()
            .membership()
            .managementServiceProvider()
            .orElseThrow(
                () -> new Fault(FaultCode.NOT_FOUND, "No management service provider is named"));
    acceptChange.apply(new Change.OfMembership(new RegisterClient(server, provider)), author);
  }

  /**
   * The system parameters as administrators of this protocol know them, with their values (E73).
   */
  public Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    PublicationSettings inForce = settings.get();
    MembershipSnapshot membership = acceptChange.snapshot().membership();
    parameters.put("instanceIdentifier", membership.instance());
    parameters.put("centralServerAddress", inForce.address());
    parameters.put("authCertRegUrl", inForce.managementServiceAddress());
    parameters.put("confExpireIntervalSeconds", Long.toString(inForce.expiry().toSeconds()));
    parameters.put("confHashAlgoUri", DigestAlgorithm.SHA512.uri());
    parameters.put("confSignDigestAlgoId", DigestAlgorithm.SHA512.jcaName());
    parameters.put("confSignCertHashAlgoUri", DigestAlgorithm.SHA512.uri());
    parameters.put("ocspFreshnessSeconds", Long.toString(inForce.ocspFreshness().toSeconds()));
    parameters.put(
        "timeStampingIntervalSeconds", Long.toString(inForce.timestampingInterval().toSeconds()));
    parameters.put("securityServerOwnersGroup", Membership.OWNERS_GROUP);
    membership
        .managementServiceProvider()
        .ifPresent(provider -> {
          parameters.put("managementServiceProviderClass", provider.member().memberClass());
          parameters.put("managementServiceProviderCode", provider.member().memberCode());
          provider
              .subsystemCode()
              .ifPresent(code -> parameters.put("managementServiceProviderSubsystem", code));
        });
    return parameters;
  }
}
