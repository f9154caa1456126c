// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists of services as they are answered (F-010, F-021). */
final class ServiceLists {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ServiceLists() {}

  /** A REST service with the endpoints to show. */
  record Shown(ServiceEntry service, List<ServiceDescription.Endpoint> endpoints) {

    Shown {
      endpoints = List.copyOf(endpoints);
    }
  }

  /**
   * An element with one child for each service.
   *
   * <pre>{@code
   * <xrd:listMethodsResponse xmlns:id="..." xmlns:xrd="..."><xrd:service id:objectType="SERVICE">
   *   <id:xRoadInstance>EE</id:xRoadInstance>...<id:serviceCode>getPerson</id:serviceCode>
   * </xrd:service>...</xrd:listMethodsResponse>
   * }</pre>
   */
  static byte[] xml(String element, List<ServiceEntry> services) {
    XmlWriter xml =
        new XmlWriter()
            .start("xrd:" + element)
            .namespace("id", Namespaces.IDENTIFIERS)
            .namespace("xrd", Namespaces.XROAD);
    for (ServiceEntry service : services) {
      xml.start("xrd:service").attribute("id:objectType", "SERVICE");
      MemberId member = service.client().id().member();
      xml.element("id:xRoadInstance", member.instance());
      xml.element("id:memberClass", member.memberClass());
      xml.element("id:memberCode", member.memberCode());
      optional(xml, "id:subsystemCode", service.client().id().subsystemCode());
      xml.element("id:serviceCode", service.service().code());
      optional(xml, "id:serviceVersion", service.service().version());
      xml.end();
    }
    return xml.end().toByteArray();
  }

  private static void optional(XmlWriter xml, String name, Optional<String> text) {
    text.ifPresent(present -> xml.element(name, present));
  }

  /** {@code {"service":[{"member_class":…,"endpoint_list":[{"method":…,"path":…}]}]}}. */
  static byte[] json(List<Shown> services) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode list = json.putArray("service");
    for (Shown shown : services) {
      ServiceEntry service = shown.service();
      MemberId member = service.client().id().member();
      ObjectNode out = list.addObject().put("xroad_instance", member.instance());
      out.put("member_class", member.memberClass()).put("member_code", member.memberCode());
      service.client().id().subsystemCode().ifPresent(code -> out.put("subsystem_code", code));
      out.put("service_code", service.service().code()).put("object_type", "SERVICE");
      out.put("service_type", typeOf(service.description()));
      ArrayNode endpoints = out.putArray("endpoint_list");
      for (ServiceDescription.Endpoint endpoint : shown.endpoints()) {
        endpoints.addObject().put("method", endpoint.method()).put("path", endpoint.path());
      }
    }
    return JSON.writeValueAsBytes(json);
  }

  private static String typeOf(ServiceDescription description) {
    return switch (description.type()) {
      case REST -> "REST";
      case OPENAPI3 -> "OPENAPI";
      case WSDL -> throw new IllegalArgumentException("a WSDL describes no REST service");
    };
  }
}
