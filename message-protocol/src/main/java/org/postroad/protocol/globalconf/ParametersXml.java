// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;

/**
 * Writes a parameters file or anchor: a qualified root, unqualified children, qualified identifiers
 * (A86), with the prefixes and the declaration the reference writes.
 */
final class ParametersXml {
  private static final String DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  private final XmlWriter xml = new XmlWriter();

  ParametersXml(String root) {
    xml.raw(DECLARATION)
        .start("ns3:" + root)
        .namespace("ns2", Namespaces.IDENTIFIERS)
        .namespace("ns3", Namespaces.XROAD);
  }

  void start(String name) {
    xml.text("\n").start(name);
  }

  void start(String name, String id) {
    start(name);
    xml.attribute("id", id);
  }

  void end() {
    xml.end();
  }

  void text(String name, String text) {
    xml.text("\n").element(name, text);
  }

  void certificate(String name, X509Certificate certificate) {
    text(name, Base64.getEncoder().encodeToString(Certificates.encoded(certificate)));
  }

  void certificates(String name, List<X509Certificate> certificates) {
    certificates.forEach(certificate -> certificate(name, certificate));
  }

  void clientId(String name, ClientId client) {
    String type =
        switch (client) {
          case MemberId member -> "MEMBER";
          case SubsystemId subsystem -> "SUBSYSTEM";
        };
    start(name);
    xml.attribute("ns2:objectType", type);
    xml.element("ns2:xRoadInstance", client.instance());
    xml.element("ns2:memberClass", client.memberClass());
    xml.element("ns2:memberCode", client.memberCode());
    client.subsystemCode().ifPresent(code -> xml.element("ns2:subsystemCode", code));
    xml.end();
  }

  byte[] toByteArray() {
    return xml.text("\n").end().toByteArray();
  }
}
