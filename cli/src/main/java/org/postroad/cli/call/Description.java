// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/**
 * The description of a service, asked of its provider by the metaservices that every server has.
 */
final class Description {
  private final ClientPort port;
  private final ServiceId service;

  Description(ClientPort port, ServiceId service) {
    this.port = port;
    this.service = service;
  }

  /** How the service may be called, whichever kind it is of. */
  List<ExampleRequest> examples() throws IOException, InterruptedException {
    Answer rest = openApi();
    if (rest.isOk()) {
      return OpenApiExamples.of(rest.body(), service);
    }
    Answer soap = wsdl();
    Optional<byte[]> wsdl = attached(soap);
    if (wsdl.isPresent()) {
      return WsdlExample.of(wsdl.get(), service);
    }
    throw new CallFailed(
        "The service has no description: getOpenAPI says %s; getWsdl says %s"
            .formatted(
                said(Outcome.ofRest(rest), rest), said(Outcome.ofSoap(soap, soap.body()), soap)));
  }

  private static String said(Outcome outcome, Answer answer) {
    return outcome.fault().map(ExplainedFault::text).orElse("status " + answer.status());
  }

  private Answer openApi() throws InterruptedException {
    String code = URLEncoder.encode(service.serviceCode(), StandardCharsets.UTF_8);
    String target =
        service.owner().encoded() + "/getOpenAPI?serviceCode=" + code.replace("+", "%20");
    return port.send(
        port.request("/r1/" + target)
            .header("X-Road-Client", port.client().encoded())
            .header("X-Road-Id", port.id())
            .build());
  }

  private Answer wsdl() throws InterruptedException {
    XmlWriter xml = new XmlWriter();
    xml.start("xrd:getWsdl")
        .namespace("xrd", Namespaces.XROAD)
        .element("xrd:serviceCode", service.serviceCode());
    service.serviceVersion().ifPresent(version -> xml.element("xrd:serviceVersion", version));
    return port.send(
        SoapRequest.around(xml.end().toByteArray(), ServiceId.of(service.owner(), "getWsdl"), port)
            .to(port));
  }

  private static Optional<byte[]> attached(Answer answer) throws IOException {
    String type = answer.contentType();
    if (type.isEmpty() || !SoapMultipart.isMultipart(type)) {
      return Optional.empty();
    }
    try {
      Optional<SoapAttachment> attachment =
          SoapMultipart.read(new ByteArrayInputStream(answer.body()), type).next();
      return attachment.isPresent()
          ? Optional.of(attachment.get().body().readAllBytes())
          : Optional.empty();
    } catch (Fault malformed) {
      throw new CallFailed("The description cannot be read: " + malformed.text());
    }
  }
}
