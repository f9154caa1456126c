// SPDX-License-Identifier: MIT

package org.postroad.protocol.message;

import java.util.Optional;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/**
 * What is logged of a SOAP message whose body is not: a fresh envelope with the header fields of
 * X-Road, in the order and with the prefixes of the reference, and an empty element in the body
 * named after the service (E-008). Every other header, such as a security token, is lost with the
 * body.
 *
 * <pre>{@code
 * <SOAP-ENV:Envelope ...><SOAP-ENV:Header><xroad:client ...>...</xroad:client>
 * ...<xroad:protocolVersion>4.0</xroad:protocolVersion></SOAP-ENV:Header>
 * <SOAP-ENV:Body><xroad:getStateResponse></xroad:getStateResponse></SOAP-ENV:Body>
 * </SOAP-ENV:Envelope>
 * }</pre>
 */
final class SoapMetadata {
  private final XmlWriter xml = new XmlWriter(2048);

  private SoapMetadata() {}

  static byte[] of(SoapHeader header, boolean response) {
    var metadata = new SoapMetadata();
    metadata.envelope(header, response);
    return metadata.xml.toByteArray();
  }

  private void envelope(SoapHeader header, boolean response) {
    xml.declaration().start("SOAP-ENV:Envelope");
    xml.namespace("SOAP-ENV", Namespaces.SOAP_ENV);
    xml.namespace("id", Namespaces.IDENTIFIERS);
    xml.namespace("xroad", Namespaces.XROAD);
    xml.start("SOAP-ENV:Header");
    fields(header);
    xml.end().start("SOAP-ENV:Body");
    xml.element("xroad:" + header.service().serviceCode() + (response ? "Response" : ""), "");
    xml.end().end();
  }

  private void fields(SoapHeader header) {
    client(header.client());
    service(header.service());
    header.securityServer().ifPresent(this::server);
    field("xroad:userId", header.userId());
    header.representedParty().ifPresent(this::party);
    field("xroad:issue", header.issue());
    xml.element("xroad:id", header.id());
    header.requestHash().ifPresent(this::hash);
    xml.element("xroad:protocolVersion", header.protocolVersion());
  }

  private void field(String name, Optional<String> value) {
    value.ifPresent(text -> xml.element(name, text));
  }

  private void client(ClientId client) {
    begin("client", client.subsystemCode().isPresent() ? "SUBSYSTEM" : "MEMBER");
    owner(client);
    xml.end();
  }

  private void service(ServiceId service) {
    begin("service", "SERVICE");
    owner(service.owner());
    xml.element("id:serviceCode", service.serviceCode());
    field("id:serviceVersion", service.serviceVersion());
    xml.end();
  }

  private void server(SecurityServerId server) {
    begin("securityServer", "SERVER");
    member(server.owner());
    xml.element("id:serverCode", server.serverCode()).end();
  }

  private void begin(String name, String objectType) {
    xml.start("xroad:" + name).attribute("id:objectType", objectType);
  }

  private void owner(ClientId owner) {
    member(owner.member());
    field("id:subsystemCode", owner.subsystemCode());
  }

  private void member(MemberId member) {
    xml.element("id:xRoadInstance", member.instance());
    xml.element("id:memberClass", member.memberClass());
    xml.element("id:memberCode", member.memberCode());
  }

  private void party(RepresentedParty party) {
    xml.start("repr:representedParty").namespace("repr", Namespaces.REPRESENTATION);
    field("repr:partyClass", party.partyClass());
    xml.element("repr:partyCode", party.partyCode()).end();
  }

  private void hash(RequestHash hash) {
    xml.start("xroad:requestHash");
    if (!hash.algorithm().isEmpty()) {
      xml.attribute("algorithmId", hash.algorithm());
    }
    xml.text(hash.value()).end();
  }
}
