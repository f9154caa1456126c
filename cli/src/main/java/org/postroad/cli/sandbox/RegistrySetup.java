// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.util.List;
import java.util.Optional;
import org.postroad.cli.sandbox.trust.SandboxTrust;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.trust.TrustCommand;

/** Registers the trust services, the agencies and their servers in a fresh registry. */
final class RegistrySetup {

  private static final Author AUTHOR = new Author("sandbox", "first start");

  private final CentralRegistry registry;

  RegistrySetup(CentralRegistry registry) {
    this.registry = registry;
  }

  void register(SandboxTrust trust, List<Enrolment.Enrolled> servers) {
    approve(trust);
    execute(new MembershipCommand.DefineMemberClass(Topology.MEMBER_CLASS, "Public agencies"));
    for (Enrolment.Enrolled server : servers) {
      Agency agency = server.agency();
      execute(new MembershipCommand.AddMember(agency.member(), agency.name()));
      execute(
          new MembershipCommand.AddSubsystem(
              agency.subsystem(), Optional.of(agency.name() + ", " + agency.subsystemCode())));
      execute(
          new MembershipCommand.RegisterServer(
              agency.server(),
              agency.address().getHostAddress(),
              server.authenticationCertificate()));
      execute(new MembershipCommand.RegisterClient(agency.server(), agency.subsystem()));
    }
    execute(new MembershipCommand.AddSubsystem(Topology.MANAGEMENT, Optional.empty()));
    execute(
        new MembershipCommand.RegisterClient(Topology.POPULATION.server(), Topology.MANAGEMENT));
    execute(new MembershipCommand.SetManagementServiceProvider(Topology.MANAGEMENT));
    registry.publish();
  }

  private void approve(SandboxTrust trust) {
    registry.execute(
        new TrustCommand.ApproveCertificationService(
            new CertificationService(
                trust.approvedAuthority().name(),
                false,
                new CertificationService.Authority(
                    trust.caCertificate(),
                    List.of(
                        new CertificationService.OcspService(
                            trust.ocspUrl(),
                            Optional.of(trust.ocspCertificate()),
                            Optional.empty()))),
                List.of(),
                trust.approvedAuthority().profile().className(),
                Optional.empty(),
                Optional.empty())),
        AUTHOR);
    registry.execute(
        new TrustCommand.ApproveTimestampingService(
            new SharedParameters.TimestampingService(
                trust.timestampAuthority().name(),
                trust.tsaUrl(),
                trust.tsaCertificate(),
                Optional.empty())),
        AUTHOR);
  }

  private void execute(MembershipCommand command) {
    registry.execute(command, AUTHOR);
  }
}
