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
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.registry.Author;
import org.postroad.registry.CentralRegistry;
import org.postroad.registry.ServiceCollection;
import org.postroad.registry.TestCertificates;
import org.postroad.registry.membership.MembershipCommand;
import org.postroad.registry.membership.MembershipCommand.AddMember;
import org.postroad.registry.membership.MembershipCommand.AddSubsystem;
import org.postroad.registry.membership.MembershipCommand.DefineMemberClass;
import org.postroad.registry.membership.MembershipCommand.RegisterClient;
import org.postroad.registry.membership.MembershipCommand.RegisterServer;
import org.postroad.registry.membership.MembershipCommand.SetManagementServiceProvider;

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

  /** The agency with one server, whose subsystem offers services. */
  static void register(CentralRegistry registry) {
    SecurityServerId server = new SecurityServerId(AGENCY, "SS1");
    List.<MembershipCommand>of(
            new DefineMemberClass("GOV", "Government"),
            new AddMember(AGENCY, "Agency"),
            new AddSubsystem(PEOPLE, Optional.of("Registry of people")),
            new RegisterServer(server, "127.0.0.1", TestCertificates.AUTHENTICATION),
            new RegisterClient(server, PEOPLE),
            new SetManagementServiceProvider(PEOPLE))
        .forEach(command -> registry.execute(command, new Author("tester", "because")));
  }

  /** Has that server offer a SOAP and a REST service, both described. */
  static void answerEverything(PretendServer server) {
    server.answers.put("People listMethods", PretendServer.listed(PEOPLE, "personDetails/v1"));
    server.answers.put("People getWsdl personDetails", WSDL);
    server.answers.put(
        "People r1/listMethods",
        PretendServer.listedRest(PEOPLE, "search", "OPENAPI", "GET /people/*"));
    server.answers.put("People r1/getOpenAPI search", OPENAPI);
  }

  static ServiceCollection collecting(CentralRegistry registry, PretendServer server) {
    return registry.collectServices(
        new CollectionSettings(
            server.address(),
            Optional.empty(),
            PEOPLE,
            CollectionSettings.USUAL_INTERVAL,
            CollectionLimits.DEFAULTS));
  }
}
