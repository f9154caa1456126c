// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.PrivateParameters;
import org.postroad.protocol.globalconf.PrivateParameters.ManagementService;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.globalconf.SharedParameters.GlobalGroup;
import org.postroad.protocol.globalconf.SharedParameters.Maintenance;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.MemberClass;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.globalconf.SharedParameters.Source;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.registry.membership.MembershipSnapshot;
import org.postroad.registry.membership.RegisteredMember;
import org.postroad.registry.membership.RegisteredServer;

/** Stage: turns a snapshot into the parameters of the instance, for all versions at once. */
final class RenderParameters {
  private final PublicationSettings settings;

  RenderParameters(PublicationSettings settings) {
    this.settings = settings;
  }

  Rendered apply(RegistrySnapshot snapshot) {
    return new Rendered(snapshot, shared(snapshot), own(snapshot));
  }

  private SharedParameters shared(RegistrySnapshot snapshot) {
    MembershipSnapshot membership = snapshot.membership();
    return new SharedParameters(
        membership.instance(),
        snapshot.nodes().stream().flatMap(this::source).toList(),
        snapshot.services().certification(),
        snapshot.services().timestamping(),
        membership.members().stream().map(member -> member(member, membership)).toList(),
        membership.servers().stream().map(RenderParameters::server).toList(),
        membership.groups().stream()
            .map(g -> new GlobalGroup(g.id(), g.description(), List.copyOf(g.members())))
            .toList(),
        membership.memberClasses().entrySet().stream()
            .map(entry -> new MemberClass(entry.getKey(), entry.getValue()))
            .toList(),
        settings.ocspFreshness());
  }

  /** A node that can publish and has told where; clients need its certificates of both kinds. */
  private Stream<Source> source(RegistryNode node) {
    return settings
        .addressOf(node)
        .filter(address -> node.canPublish())
        .map(address ->
            new Source(address, node.internal().certificates(), node.external().certificates()))
        .stream();
  }

  private PrivateParameters own(RegistrySnapshot snapshot) {
    MembershipSnapshot membership = snapshot.membership();
    return new PrivateParameters(
        membership.instance(),
        settings.federated() ? snapshot.services().instances() : List.of(),
        new ManagementService(
            settings.managementServiceAddress(),
            settings.managementServiceCertificate(),
            membership
                .managementServiceProvider()
                .orElseThrow(() ->
                    new Fault(
                        FaultCode.NOT_FOUND,
                        "No management service provider is named, so nothing can be"
                            + " published"))),
        settings.timestampingInterval());
  }

  private static Member member(RegisteredMember member, MembershipSnapshot membership) {
    String memberClass = member.id().memberClass();
    return new Member(
        member.id(),
        membership.memberClasses().getOrDefault(memberClass, memberClass),
        member.name(),
        member.subsystems().entrySet().stream()
            .map(entry -> new Subsystem(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static Server server(RegisteredServer server) {
    return new Server(
        server.id(),
        Optional.of(server.address()),
        server.authenticationCertificates().stream().flatMap(RenderParameters::digests).toList(),
        server.clients(),
        server.maintenance().map(maintenance -> new Maintenance(maintenance.message())));
  }

  /** The digest of version 2 and the one of all later versions (A82). */
  private static Stream<Digest> digests(X509Certificate certificate) {
    return Stream.of(
        Certificates.digest(certificate, DigestAlgorithm.SHA1), Certificates.sha256(certificate));
  }
}
