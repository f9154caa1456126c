// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.OptionalParameters;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlLimits;

/**
 * What an uploaded part has to look like: one element {@code conf} with exactly the one child that
 * is its content. A part of any other kind has no form and is refused, declared or not (E48).
 * Servers read parts more leniently; whatever they accepted once stays in the journal.
 */
enum PartForm {
  MONITORING("monitoringClient", Optional.of("monitoringClientId")),
  FETCHINTERVAL("ocspFetchInterval", Optional.empty()),
  NEXTUPDATE("verifyNextUpdate", Optional.empty());

  private final String content;
  private final Optional<String> inside;

  PartForm(String content, Optional<String> inside) {
    this.content = content;
    this.inside = inside;
  }

  static void require(String contentIdentifier, byte[] xml) {
    OptionalParameters.parse(contentIdentifier, xml);
    PartForm form = valueOf(contentIdentifier);
    XmlElement root = XmlElement.parse(xml, XmlLimits.DEFAULT);
    List<XmlElement> contents = root.children();
    if (contents.size() != 1 || !contents.getFirst().is("", form.content)) {
      throw refused(contentIdentifier, "one element " + form.content);
    }
    List<XmlElement> insides = contents.getFirst().children();
    boolean fits = insides.stream().allMatch(element -> element.is("", form.inside.orElse("")));
    if (!fits || insides.size() > 1) {
      throw refused(contentIdentifier, form.content + " with " + form.inside.orElse("text alone"));
    }
  }

  private static Fault refused(String contentIdentifier, String expected) {
    return new Fault(
        FaultCode.MALFORMED_GLOBAL_CONF,
        "Part " + contentIdentifier + " does not have its form, expected " + expected);
  }
}
