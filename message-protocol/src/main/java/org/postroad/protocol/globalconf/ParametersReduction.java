// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;

/**
 * Takes from the model what a version has no element for: sources and automatic issuing before
 * version 3, issuing profile ids before 4, subsystem names and maintenance before 5, cost and
 * request format before 6 (row A88); and the certificate digests of other versions (A82).
 */
final class ParametersReduction {
  private final int version;

  private ParametersReduction(int version) {
    this.version = version;
  }

  static SharedParameters of(SharedParameters whole, int version) {
    var reduction = new ParametersReduction(version);
    return new SharedParameters(
        whole.instance(),
        version < 3 ? List.of() : whole.sources(),
        whole.certificationServices().stream().map(reduction::certificationService).toList(),
        whole.timestampingServices().stream().map(reduction::timestampingService).toList(),
        whole.members().stream().map(reduction::member).toList(),
        whole.servers().stream().map(reduction::server).toList(),
        whole.globalGroups(),
        whole.memberClasses(),
        whole.ocspFreshness());
  }

  private CertificationService certificationService(CertificationService service) {
    return new CertificationService(
        service.name(),
        service.authenticationOnly(),
        authority(service.top()),
        service.intermediates().stream().map(this::authority).toList(),
        service.certificateProfile(),
        since(6, service.defaultRequestFormat()),
        since(3, service.acmeServer()).map(this::acmeServer));
  }

  private Authority authority(Authority authority) {
    return new Authority(
        authority.certificate(), authority.ocspServices().stream().map(this::ocspService).toList());
  }

  private OcspService ocspService(OcspService service) {
    return new OcspService(service.url(), service.certificate(), since(6, service.cost()));
  }

  private AcmeServer acmeServer(AcmeServer server) {
    return new AcmeServer(
        server.directoryUrl(),
        server.ipAddress(),
        since(4, server.authenticationProfileId()),
        since(4, server.signingProfileId()));
  }

  private TimestampingService timestampingService(TimestampingService service) {
    return new TimestampingService(
        service.name(), service.url(), service.certificate(), since(6, service.cost()));
  }

  private Member member(Member member) {
    return new Member(
        member.id(),
        member.classDescription(),
        member.name(),
        member.subsystems().stream()
            .map(subsystem -> new Subsystem(subsystem.id(), since(5, subsystem.name())))
            .toList());
  }

  private Server server(Server server) {
    var algorithm = ConfigurationVersion.certificateDigest(version);
    return new Server(
        server.id(),
        server.address(),
        server.authenticationCertificates().stream()
            .filter(digest -> digest.algorithm() == algorithm)
            .toList(),
        server.clients(),
        since(5, server.maintenance()));
  }

  private <T> Optional<T> since(int first, Optional<T> value) {
    return version < first ? Optional.empty() : value;
  }
}
