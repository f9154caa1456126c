// SPDX-License-Identifier: MIT
package org.postroad.securityserver.testing;

import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/** Requests of the caller to the provider of {@link TestInstance}. */
public final class TestMessages {
  public static final String REQUEST_ID = "11111111-2222-3333-4444-555555555555";

  private TestMessages() {}

  public static ServiceId service(String code) {
    return ServiceId.of(TestInstance.PROVIDER, code);
  }

  /** A REST request to a service; {@code rest} is what follows its code, such as {@code /a?b}. */
  public static RestRequest rest(
      String method, String serviceCode, String rest, String... headers) {
    Headers.Builder all = Headers.builder().add("X-Road-Client", TestInstance.CALLER.encoded());
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1]);
    }
    return RestRequest.ofConsumer(
        method,
        "/r1/" + service(serviceCode).encoded() + rest,
        all.build(),
        REQUEST_ID,
        () -> "TEST-generated");
  }

  public static SoapMessage soap(ServiceId service) {
    return SoapMessage.parse(envelope(TestInstance.CALLER, service), "text/xml; charset=UTF-8");
  }

  public static byte[] envelope(ClientId caller, ServiceId service, SecurityServerId... server) {
    byte[] body =
        new XmlWriter()
            .start("p:" + service.serviceCode())
            .namespace("p", "urn:test")
            .end()
            .toByteArray();
    return envelope(caller, service, body, server);
  }

  /** With this in the body, complete with its namespace declarations. */
  public static byte[] envelope(
      ClientId caller, ServiceId service, byte[] body, SecurityServerId... server) {
    XmlWriter xml = new XmlWriter().declaration();
    xml.start("soap:Envelope")
        .namespace("soap", Namespaces.SOAP_ENV)
        .namespace("xrd", Namespaces.XROAD)
        .namespace("id", Namespaces.IDENTIFIERS);
    xml.start("soap:Header");
    xml.start("xrd:client")
        .attribute("id:objectType", caller.subsystemCode().isPresent() ? "SUBSYSTEM" : "MEMBER");
    client(xml, caller);
    xml.end();
    xml.start("xrd:service").attribute("id:objectType", "SERVICE");
    client(xml, service.owner());
    xml.element("id:serviceCode", service.serviceCode());
    service.serviceVersion().ifPresent(version -> xml.element("id:serviceVersion", version));
    xml.end();
    for (SecurityServerId each : server) {
      xml.start("xrd:securityServer").attribute("id:objectType", "SERVER");
      xml.element("id:xRoadInstance", each.owner().instance())
          .element("id:memberClass", each.owner().memberClass())
          .element("id:memberCode", each.owner().memberCode())
          .element("id:serverCode", each.serverCode())
          .end();
    }
    xml.element("xrd:id", "query-1").element("xrd:protocolVersion", "4.0").end();
    xml.start("soap:Body").raw(body);
    return xml.end().end().toByteArray();
  }

  private static void client(XmlWriter xml, ClientId id) {
    xml.element("id:xRoadInstance", id.instance())
        .element("id:memberClass", id.memberClass())
        .element("id:memberCode", id.memberCode());
    id.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
  }
}
