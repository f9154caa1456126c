// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.util.HashMap;
import java.util.Map;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.SharedParameters.GlobalGroup;
import org.postroad.protocol.globalconf.SharedParameters.Member;
import org.postroad.protocol.globalconf.SharedParameters.Server;
import org.postroad.protocol.globalconf.SharedParameters.Subsystem;
import org.postroad.protocol.identifier.ClientId;

/**
 * Writes shared parameters in the order all schemas share. What the version has no element for has
 * been taken out of the model before; ids are {@code id0}, {@code id1}, … in document order (A80).
 */
final class SharedParametersWriter {
  private final ParametersXml xml = new ParametersXml("conf");
  private final Map<ClientId, String> ids = new HashMap<>();

  private SharedParametersWriter() {}

  static byte[] write(SharedParameters parameters) {
    var writer = new SharedParametersWriter();
    writer.writeAll(parameters);
    return writer.xml.toByteArray();
  }

  private void writeAll(SharedParameters parameters) {
    xml.text("instanceIdentifier", parameters.instance());
    for (var source : parameters.sources()) {
      xml.start("source");
      xml.text("address", source.address());
      xml.certificates("internalVerificationCert", source.internal());
      xml.certificates("externalVerificationCert", source.external());
      xml.end();
    }
    parameters.certificationServices().forEach(this::certificationService);
    for (var service : parameters.timestampingServices()) {
      xml.start("approvedTSA");
      xml.text("name", service.name());
      xml.text("url", service.url());
      xml.certificate("cert", service.certificate());
      service.cost().ifPresent(cost -> xml.text("costType", cost.name()));
      xml.end();
    }
    parameters.members().forEach(this::member);
    parameters.servers().forEach(this::server);
    parameters.globalGroups().forEach(this::globalGroup);
    xml.start("globalSettings");
    parameters
        .memberClasses()
        .forEach(memberClass -> memberClass(memberClass.code(), memberClass.description()));
    xml.text("ocspFreshnessSeconds", Long.toString(parameters.ocspFreshness().toSeconds()));
    xml.end();
  }

  private void certificationService(CertificationService service) {
    xml.start("approvedCA");
    xml.text("name", service.name());
    xml.text("authenticationOnly", Boolean.toString(service.authenticationOnly()));
    authority("topCA", service.top());
    service.intermediates().forEach(intermediate -> authority("intermediateCA", intermediate));
    xml.text("certificateProfileInfo", service.certificateProfile());
    service.defaultRequestFormat().ifPresent(format -> xml.text("defaultCsrFormat", format.name()));
    service
        .acmeServer()
        .ifPresent(server -> {
          xml.start("acmeServer");
          xml.text("directoryURL", server.directoryUrl());
          server.ipAddress().ifPresent(text -> xml.text("ipAddress", text));
          server
              .authenticationProfileId()
              .ifPresent(text -> xml.text("authenticationCertificateProfileId", text));
          server
              .signingProfileId()
              .ifPresent(text -> xml.text("signingCertificateProfileId", text));
          xml.end();
        });
    xml.end();
  }

  private void authority(String name, Authority authority) {
    xml.start(name);
    xml.certificate("cert", authority.certificate());
    for (var service : authority.ocspServices()) {
      xml.start("ocsp");
      xml.text("url", service.url());
      service.certificate().ifPresent(certificate -> xml.certificate("cert", certificate));
      service.cost().ifPresent(cost -> xml.text("costType", cost.name()));
      xml.end();
    }
    xml.end();
  }

  private void member(Member member) {
    xml.start("member", newId(member.id()));
    memberClass(member.id().memberClass(), member.classDescription());
    xml.text("memberCode", member.id().memberCode());
    xml.text("name", member.name());
    for (Subsystem subsystem : member.subsystems()) {
      xml.start("subsystem", newId(subsystem.id()));
      xml.text("subsystemCode", subsystem.id().code());
      subsystem.name().ifPresent(name -> xml.text("subsystemName", name));
      xml.end();
    }
    xml.end();
  }

  private void server(Server server) {
    xml.start("securityServer");
    xml.text("owner", idOf(server.id().owner()));
    xml.text("serverCode", server.id().serverCode());
    server.address().ifPresent(address -> xml.text("address", address));
    server
        .authenticationCertificates()
        .forEach(digest -> xml.text("authCertHash", digest.base64()));
    server.clients().forEach(client -> xml.text("client", idOf(client)));
    server
        .maintenance()
        .ifPresent(maintenance -> {
          xml.start("inMaintenanceMode");
          maintenance.message().ifPresent(message -> xml.text("message", message));
          xml.end();
        });
    xml.end();
  }

  private void globalGroup(GlobalGroup group) {
    xml.start("globalGroup");
    xml.text("groupCode", group.id().groupCode());
    xml.text("description", group.description());
    group.members().forEach(member -> xml.clientId("groupMember", member));
    xml.end();
  }

  private void memberClass(String code, String description) {
    xml.start("memberClass");
    xml.text("code", code);
    xml.text("description", description);
    xml.end();
  }

  private String newId(ClientId client) {
    String id = "id" + ids.size();
    ids.put(client, id);
    return id;
  }

  private String idOf(ClientId client) {
    String id = ids.get(client);
    if (id == null) {
      throw new IllegalArgumentException("a server refers to " + client + ", which is no member");
    }
    return id;
  }
}
