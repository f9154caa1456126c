// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.math.BigInteger;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;

/**
 * The response to a management request: its header, and in the body its children once more with the
 * id under which the registry keeps it (B10).
 *
 * <pre>{@code
 * <xroad:clientRegResponse><xroad:server>...</xroad:server><xroad:client>...</xroad:client>
 *  <xroad:requestId>394</xroad:requestId></xroad:clientRegResponse>
 * }</pre>
 */
public final class ManagementResponse {
  /** What a response is sent as. */
  public static final String CONTENT_TYPE = "text/xml";

  private static final int MOST_DIGITS = 18;

  private ManagementResponse() {}

  /** The response to a request that is kept under this id; 0 for a dry run (B41). */
  public static SoapMessage to(ManagementMessage request, long requestId) {
    return request.soap().answeredWith(body(request, requestId));
  }

  /** The element in the body of that response, complete with its namespace declarations. */
  public static byte[] body(ManagementMessage request, long requestId) {
    SoapMessage soap = request.soap();
    var xml = new XmlWriter(2048);
    xml.start("xroad:" + soap.service().serviceCode() + "Response")
        .namespace("id", Namespaces.IDENTIFIERS)
        .namespace("xroad", Namespaces.XROAD);
    soap.body().children().forEach(child -> repeat(xml, child));
    xml.element("xroad:requestId", Long.toString(requestId)).end();
    return xml.toByteArray();
  }

  /** What was read strictly has elements of two namespaces and one attribute. */
  private static void repeat(XmlWriter xml, XmlElement element) {
    boolean part = element.name().getNamespaceURI().equals(Namespaces.IDENTIFIERS);
    xml.start((part ? "id:" : "xroad:") + element.name().getLocalPart());
    element
        .attribute(Namespaces.IDENTIFIERS, "objectType")
        .ifPresent(type -> xml.attribute("id:objectType", type));
    if (element.children().isEmpty()) {
      xml.text(element.text());
    } else {
      element.children().forEach(child -> repeat(xml, child));
    }
    xml.end();
  }

  /**
   * Reads what came back to a request: the id, if there is one that is a number (B11).
   *
   * @throws PeerFault the registry, or a server on the way, refused
   */
  public static Optional<Long> idIn(byte[] response, String contentType, ManagementMessage to) {
    String mediaType = ContentType.parse(contentType).mediaType();
    if (!mediaType.equals(CONTENT_TYPE)) {
      throw new Fault(
          FaultCode.HTTP_ERROR,
          "Response to a management request is '%s', expected %s"
              .formatted(mediaType, CONTENT_TYPE));
    }
    SoapMessage soap = SoapMessage.parse(response);
    soap.fault()
        .ifPresent(report -> {
          throw new PeerFault(report, response);
        });
    if (!soap.isResponse()) {
      throw new Fault(
          FaultCode.INCONSISTENT_RESPONSE,
          "'%s' is no response to a management request".formatted(soap.bodyName()));
    }
    to.soap().checkConsistentWith(soap);
    return soap.body().children(Namespaces.XROAD, "requestId").stream()
        .findFirst()
        .flatMap(ManagementResponse::number);
  }

  private static Optional<Long> number(XmlElement element) {
    String text = element.text().strip();
    boolean digits =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Optional.of(new BigInteger(text).longValueExact()) : Optional.empty();
  }
}
