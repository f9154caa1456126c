// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;

/** Services and descriptions. */
final class Fixtures {
  static final MemberId AGENCY = new MemberId("DEV", "GOV", "1");
  static final SubsystemId PEOPLE = new SubsystemId(AGENCY, "People");
  static final ServiceId PERSON = new ServiceId(PEOPLE, "personDetails", Optional.of("v1"));
  static final ServiceId SEARCH = ServiceId.of(PEOPLE, "search");
  static final int MOST = 100_000;

  static final String WSDL =
      """
      <?xml version="1.0"?>
      <!-- as it is generated -->
      <w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:p="urn:p"
          xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" targetNamespace="urn:p">
        <w:portType name="people">
          <w:operation name="personDetails">
            <w:documentation><x:title xmlns:x="http://x-road.eu/xsd/xroad.xsd"> A person
            in full </x:title></w:documentation>
            <w:input message="p:person"/>
          </w:operation>
          <w:operation name="untold"/>
        </w:portType>
        <w:service name="s">
          <w:port name="q" binding="p:b"><soap:address location="http://one.example/"/></w:port>
        </w:service>
      </w:definitions>
      """;

  static final String OPENAPI =
      """
      openapi: 3.1.0
      info: {title: Population, version: "1"}
      servers: [{url: /v1}]
      paths:
        /people/{code}:
          servers: [{url: "https://a.example"}]
          get:
            summary: One person
            servers: [{url: "https://b.example"}]
            responses: {}
          parameters: []
        /people:
          post: {responses: {}}
      components:
        schemas: {servers: {type: string}}
      """;

  private Fixtures() {}

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static ServiceFacts soap(String text) {
    return new ServiceFacts(
        ServiceType.SOAP,
        Optional.of("Title " + text),
        List.of(new Operation("personDetails", Optional.empty())),
        Optional.of(description(text)));
  }

  static Description description(String text) {
    Digest digest = DigestAlgorithm.SHA256.digest(bytes(text));
    return new Description(DescriptionForm.WSDL, digest, digest, bytes(text).length);
  }

  static ServiceFacts rest(String... endpoints) {
    return new ServiceFacts(
        ServiceType.REST,
        Optional.empty(),
        List.of(endpoints).stream().map(name -> new Operation(name, Optional.empty())).toList(),
        Optional.empty());
  }

  static Listing listing(Set<ServiceType> complete, Map<ServiceId, ServiceFacts> services) {
    var documents = new LinkedHashMap<Digest, byte[]>();
    services.forEach((_, facts) ->
        facts
            .description()
            .ifPresent(description ->
                documents.put(
                    description.digest(), bytes(facts.title().orElse("").replace("Title ", "")))));
    return new Listing(PEOPLE, complete, services, documents);
  }
}
