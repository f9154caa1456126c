// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import static org.postroad.protocol.globalconf.ParameterElement.malformed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.globalconf.CertificationService.AcmeServer;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.CertificationService.RequestFormat;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.GlobalGroup;
import org.postroad.protocol.globalconf.SharedParameters.Maintenance;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.MemberClass;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.globalconf.SharedParameters.Source;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.GlobalGroupId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.SubsystemId;

/** Reads shared parameters of any version: what a version lacks is simply not there. */
final class SharedParametersReader {
  private final DigestAlgorithm certificateDigest;

  /** Clients by the attribute {@code id} that servers refer to. */
  private final Map<String, ClientId> clientsById = new HashMap<>();

  SharedParametersReader(DigestAlgorithm certificateDigest) {
    this.certificateDigest = certificateDigest;
  }

  SharedParameters read(ParameterElement conf) {
    String instance = conf.text("instanceIdentifier");
    ParameterElement settings = conf.required("globalSettings");
    List<Member> members =
        conf.all("member").stream().map(member -> member(member, instance)).toList();
    requireDistinct(members.stream().map(Member::id).toList());
    List<Server> servers = conf.all("securityServer").stream().map(this::server).toList();
    requireDistinct(servers.stream().map(Server::id).toList());
    return new SharedParameters(
        instance,
        conf.all("source").stream().map(SharedParametersReader::source).toList(),
        conf.all("approvedCA").stream().map(SharedParametersReader::certificationService).toList(),
        conf.all("approvedTSA").stream().map(SharedParametersReader::timestampingService).toList(),
        members,
        servers,
        conf.all("globalGroup").stream().map(group -> globalGroup(group, instance)).toList(),
        settings.all("memberClass").stream().map(SharedParametersReader::memberClass).toList(),
        settings.seconds("ocspFreshnessSeconds"));
  }

  private static Source source(ParameterElement source) {
    return new Source(
        source.text("address"),
        source.certificates("internalVerificationCert"),
        source.certificates("externalVerificationCert"));
  }

  private static CertificationService certificationService(ParameterElement service) {
    return new CertificationService(
        service.text("name"),
        service.optional("authenticationOnly").map(ParameterElement::truth).orElse(false),
        authority(service.required("topCA")),
        service.all("intermediateCA").stream().map(SharedParametersReader::authority).toList(),
        service.text("certificateProfileInfo"),
        service.optionalText("defaultCsrFormat").map(SharedParametersReader::requestFormat),
        service.optional("acmeServer").map(SharedParametersReader::acmeServer));
  }

  private static Authority authority(ParameterElement authority) {
    return new Authority(
        authority.required("cert").certificate(),
        authority.all("ocsp").stream().map(SharedParametersReader::ocspService).toList());
  }

  private static OcspService ocspService(ParameterElement service) {
    return new OcspService(
        service.text("url"),
        service
            .optional("cert")
            .filter(certificate -> !certificate.text().isEmpty())
            .map(ParameterElement::certificate),
        cost(service));
  }

  private static AcmeServer acmeServer(ParameterElement server) {
    return new AcmeServer(
        server.text("directoryURL"),
        server.optionalText("ipAddress"),
        server.optionalText("authenticationCertificateProfileId"),
        server.optionalText("signingCertificateProfileId"));
  }

  private static TimestampingService timestampingService(ParameterElement service) {
    return new TimestampingService(
        service.text("name"),
        service.text("url"),
        service.required("cert").certificate(),
        cost(service));
  }

  private static Optional<CostType> cost(ParameterElement service) {
    return service
        .optionalText("costType")
        .map(text ->
            switch (text) {
              case "FREE" -> CostType.FREE;
              case "PAID" -> CostType.PAID;
              default -> CostType.UNDEFINED;
            });
  }

  private static RequestFormat requestFormat(String text) {
    return switch (text) {
      case "PEM" -> RequestFormat.PEM;
      case "DER" -> RequestFormat.DER;
      default -> throw malformed("Request format '" + text + "', expected PEM or DER");
    };
  }

  private Member member(ParameterElement member, String instance) {
    MemberClass memberClass = memberClass(member.required("memberClass"));
    var id = new MemberId(instance, memberClass.code(), member.text("memberCode"));
    refer(member.attribute("id"), id);
    List<Subsystem> subsystems = new ArrayList<>();
    for (ParameterElement subsystem : member.all("subsystem")) {
      var subsystemId = new SubsystemId(id, subsystem.text("subsystemCode"));
      refer(subsystem.attribute("id"), subsystemId);
      subsystems.add(new Subsystem(subsystemId, subsystem.optionalText("subsystemName")));
    }
    requireDistinct(subsystems.stream().map(Subsystem::id).toList());
    return new Member(id, memberClass.description(), member.text("name"), subsystems);
  }

  private Server server(ParameterElement server) {
    ClientId owner = referred(server.text("owner"));
    if (!(owner instanceof MemberId member)) {
      throw malformed("Owner " + owner + " of a security server, expected a member");
    }
    return new Server(
        new SecurityServerId(member, server.text("serverCode")),
        server.optionalText("address"),
        server.all("authCertHash").stream()
            .map(ParameterElement::bytes)
            .filter(hash -> hash.length == certificateDigest.length())
            .map(hash -> new Digest(certificateDigest, hash))
            .toList(),
        server.all("client").stream().map(client -> referred(client.text())).toList(),
        server
            .optional("inMaintenanceMode")
            .map(maintenance -> new Maintenance(maintenance.optionalText("message"))));
  }

  private static GlobalGroup globalGroup(ParameterElement group, String instance) {
    return new GlobalGroup(
        new GlobalGroupId(instance, group.text("groupCode")),
        group.required("description").text(),
        group.all("groupMember").stream().map(ParameterElement::clientId).toList());
  }

  private static MemberClass memberClass(ParameterElement memberClass) {
    return new MemberClass(memberClass.text("code"), memberClass.required("description").text());
  }

  private void refer(String id, ClientId client) {
    if (clientsById.put(id, client) != null) {
      throw malformed("The id '" + id + "' is given twice");
    }
  }

  private ClientId referred(String id) {
    ClientId client = clientsById.get(id);
    if (client == null) {
      throw malformed("Nothing has the id '" + id + "' a security server refers to");
    }
    return client;
  }

  private static void requireDistinct(List<?> ids) {
    Set<Object> seen = new HashSet<>();
    for (Object id : ids) {
      if (!seen.add(id)) {
        throw malformed(id + " is listed twice");
      }
    }
  }
}
