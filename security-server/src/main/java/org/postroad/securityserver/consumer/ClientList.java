// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The members and subsystems of one instance as anybody may see them (F-002, F-004, F-006).
 *
 * <pre>{@code
 * <xrd:clientList xmlns:id="..." xmlns:xrd="..."><xrd:member><xrd:id id:objectType="SUBSYSTEM">
 *  <id:xRoadInstance>I</id:xRoadInstance><id:memberClass>C</id:memberClass>
 *  <id:memberCode>M</id:memberCode><id:subsystemCode>S</id:subsystemCode></xrd:id>
 *  <xrd:name>N</xrd:name><xrd:subsystemName>T</xrd:subsystemName></xrd:member>...
 *
 * {"member":[{"id":{"member_class":"C","member_code":"M","object_type":"SUBSYSTEM",
 *  "subsystem_code":"S","xroad_instance":"I"},"name":"N","subsystem_name":"T"},...]}
 * }</pre>
 */
record ClientList(List<Entry> entries) {

  /** A member, or one of its subsystems, which has the member's name and perhaps one of its own. */
  record Entry(ClientId id, String name, Optional<String> subsystemName) {

    String objectType() {
      return id.subsystemCode().isPresent() ? "SUBSYSTEM" : "MEMBER";
    }
  }

  static ClientList of(SharedParameters instance) {
    List<Entry> entries = new ArrayList<>();
    for (SharedParameters.Member member : instance.members()) {
      entries.add(new Entry(member.id(), member.name(), Optional.empty()));
      for (SharedParameters.Subsystem subsystem : member.subsystems()) {
        entries.add(new Entry(subsystem.id(), member.name(), subsystem.name()));
      }
    }
    return new ClientList(entries);
  }

  byte[] toXml() {
    XmlWriter xml = new XmlWriter().declaration();
    xml.start("xrd:clientList")
        .namespace("id", Namespaces.IDENTIFIERS)
        .namespace("xrd", Namespaces.XROAD);
    for (Entry entry : entries) {
      xml.start("xrd:member");
      xml.start("xrd:id").attribute("id:objectType", entry.objectType());
      ClientId id = entry.id();
      xml.element("id:xRoadInstance", id.instance())
          .element("id:memberClass", id.member().memberClass())
          .element("id:memberCode", id.member().memberCode());
      id.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
      xml.end().element("xrd:name", entry.name());
      entry.subsystemName().ifPresent(name -> xml.element("xrd:subsystemName", name));
      xml.end();
    }
    return xml.end().toByteArray();
  }

  byte[] toJson() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonMapper.shared().createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayPropertyStart("member");
      entries.forEach(entry -> write(entry, json));
      json.writeEndArray();
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void write(Entry entry, JsonGenerator json) {
    ClientId id = entry.id();
    json.writeStartObject();
    json.writeObjectPropertyStart("id");
    json.writeStringProperty("member_class", id.member().memberClass());
    json.writeStringProperty("member_code", id.member().memberCode());
    json.writeStringProperty("object_type", entry.objectType());
    id.subsystemCode().ifPresent(code -> json.writeStringProperty("subsystem_code", code));
    json.writeStringProperty("xroad_instance", id.instance());
    json.writeEndObject();
    json.writeStringProperty("name", entry.name());
    entry.subsystemName().ifPresent(name -> json.writeStringProperty("subsystem_name", name));
    json.writeEndObject();
  }
}
