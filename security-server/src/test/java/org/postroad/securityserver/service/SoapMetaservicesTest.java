// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.postroad.securityserver.service.MetaserviceFixtures.PERSON;
import static org.postroad.securityserver.service.MetaserviceFixtures.soap;
import static org.postroad.securityserver.service.MetaserviceFixtures.toCaller;
import static org.postroad.securityserver.service.MetaserviceFixtures.toGroup;
import static org.postroad.securityserver.testing.TestInstance.PROVIDER;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.Header;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.ReferenceVectors;

/** What a server answers about its services over SOAP (F-008 to F-017). */
final class SoapMetaservicesTest {
  private static final String WSDL =
      "<w:definitions xmlns:w='http://schemas.xmlsoap.org/wsdl/'><!-- \u00E4 -->"
          + "<s:address xmlns:s='http://schemas.xmlsoap.org/wsdl/soap/' location='http://inner/'/>"
          + "</w:definitions>";

  @TempDir Path directory;
  private MetaserviceFixtures fixtures;

  @BeforeEach
  void start() {
    fixtures = new MetaserviceFixtures(directory);
  }

  @AfterEach
  void stop() {
    fixtures.close();
  }

  private ServiceResponse.Soap answer(SoapMessage request, AccessRight... rights) {
    return assertInstanceOf(ServiceResponse.Soap.class, fixtures.answer(request, rights));
  }

  private static String text(SoapMessage message) {
    return new String(message.bytes(), UTF_8);
  }

  /** The services listed, with their versions. */
  private static List<String> listed(ServiceResponse.Soap response) {
    return response.message().body().children(Namespaces.XROAD, "service").stream()
        .map(service ->
            service.requiredText(Namespaces.IDENTIFIERS, "serviceCode")
                + service
                    .childText(Namespaces.IDENTIFIERS, "serviceVersion")
                    .map(v -> "." + v)
                    .orElse(""))
        .toList();
  }

  @Test
  void listHoldsEverySoapServiceAsAnIdentifier() {
    SoapMessage request = soap("listMethods", "");
    ServiceResponse.Soap response = answer(request);
    String service =
        "<xrd:service id:objectType=\"SERVICE\"><id:xRoadInstance>TEST</id:xRoadInstance>"
            + "<id:memberClass>GOV</id:memberClass><id:memberCode>5678</id:memberCode>"
            + "<id:subsystemCode>people</id:subsystemCode><id:serviceCode>%s</id:serviceCode>"
            + "%s</xrd:service>";
    String version = "<id:serviceVersion>%s</id:serviceVersion>";
    String expected =
        "<xrd:listMethodsResponse xmlns:id=\"http://x-road.eu/xsd/identifiers\""
            + " xmlns:xrd=\"http://x-road.eu/xsd/xroad.xsd\">"
            + service.formatted("getPerson", version.formatted("v1"))
            + service.formatted("getPerson", version.formatted("v2"))
            + service.formatted("unaddressed", "")
            + service.formatted("local", "")
            + service.formatted("closed", "")
            + "</xrd:listMethodsResponse>";
    assertEquals(
        text(request).replace("<xrd:listMethods></xrd:listMethods>", expected),
        text(response.message()));
    assertEquals("text/xml; charset=UTF-8", response.contentType());
    assertEquals("text/xml; charset=UTF-8", response.parts().messageContentType());
  }

  @Test
  void answerHasTheHeadersOfTheRequestAndTakesItsHash() throws IOException {
    for (String code : List.of("listMethods", "allowedMethods")) {
      SoapMessage request = soap(code, "<xrd:any/>");
      ServiceResponse.Soap response = answer(request);
      assertEquals(request.header(), response.message().header());
      assertTrue(response.message().isResponse());
      assertEquals(Optional.empty(), response.parts().next());
      SoapMessage bound = response.message().withRequestHash(request.hash());
      request.checkConsistentWith(bound);
      request.checkRequestHashOf(bound);
    }
  }

  @Test
  void serviceOfAMemberHasNoSubsystem() {
    Client member =
        TestInstance.client(
            PROVIDER.member(),
            Client.ConnectionType.HTTP,
            List.of(),
            List.of(
                new ServiceDescription(
                    ServiceDescription.Type.WSDL,
                    "http://inner/",
                    Optional.empty(),
                    List.of(ServiceDescription.Service.of("getPerson", "http://inner/")))));
    ServerConfiguration server =
        new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of(member));
    assertEquals(
        "<xrd:r xmlns:id=\"http://x-road.eu/xsd/identifiers\""
            + " xmlns:xrd=\"http://x-road.eu/xsd/xroad.xsd\"><xrd:service"
            + " id:objectType=\"SERVICE\"><id:xRoadInstance>TEST</id:xRoadInstance>"
            + "<id:memberClass>GOV</id:memberClass><id:memberCode>5678</id:memberCode>"
            + "<id:serviceCode>getPerson</id:serviceCode></xrd:service></xrd:r>",
        new String(ServiceLists.xml("r", server.servicesOf(PROVIDER.member())), UTF_8));
  }

  @Test
  void allowedAreThoseTheCallerHasSomeRightTo() {
    assertEquals(List.of(), listed(answer(soap("allowedMethods", ""))));
    assertEquals(
        List.of("getPerson.v1", "getPerson.v2", "closed"),
        listed(
            answer(
                soap("allowedMethods", ""),
                toCaller("getPerson", Endpoint.BASE),
                toGroup("closed", PERSON),
                toCaller("people", Endpoint.BASE))));
    assertEquals("allowedMethodsResponse", answer(soap("allowedMethods", "")).message().bodyName());
  }

  private static SoapMessage getWsdl(String code, String version) {
    String versioned =
        version.isEmpty() ? "" : "<xrd:serviceVersion>" + version + "</xrd:serviceVersion>";
    return soap("getWsdl", "<xrd:serviceCode>" + code + "</xrd:serviceCode>" + versioned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void wsdlComesAsAttachmentWithoutTheAddress(String version) throws IOException {
    fixtures.site().answer("/people.wsdl", 200, WSDL.getBytes(UTF_8));
    SoapMessage request = getWsdl("getPerson", version);
    try (ServiceResponse.Soap response = answer(request)) {
      assertEquals(
          text(request).replace("xrd:getWsdl>", "xrd:getWsdlResponse>"), text(response.message()));
      ContentType type = ContentType.parse(response.contentType());
      assertEquals("multipart/related", type.mediaType());
      assertEquals(Optional.of("text/xml"), type.parameter("type"));
      assertTrue(type.boundary().matches("xroad[A-Za-z]{30}"), type.boundary());
      assertEquals("text/xml", response.parts().messageContentType());
      SoapAttachment wsdl = response.parts().next().orElseThrow();
      assertEquals("text/xml", wsdl.contentType());
      assertEquals(
          List.of(
              new Header("Content-Transfer-Encoding", "binary"),
              new Header("Content-ID", "<wsdl=00000000-1111-2222-3333-444444444444@x-road.eu>")),
          wsdl.headers().list());
      assertEquals(
          WSDL.replace("http://inner/", "http://example.org/xroad-endpoint"),
          new String(wsdl.body().readAllBytes(), UTF_8));
      assertEquals(Optional.empty(), response.parts().next());
      assertTrue(fixtures.taken() > 0);
    }
    assertEquals(0, fixtures.taken());
  }

  @Test
  void wsdlOfADisabledServiceIsAnsweredToo() {
    fixtures.site().answer("/closed.wsdl", 200, WSDL.getBytes(UTF_8));
    answer(getWsdl("closed", "")).close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', INVALID_REQUEST, Missing serviceCode in message body",
    "<xrd:serviceCode/>, INVALID_REQUEST, Missing serviceCode in message body",
    "<xrd:serviceCode>  </xrd:serviceCode>, INVALID_REQUEST,"
        + " Missing serviceCode in message body",
    "<serviceCode>getPerson</serviceCode>, INVALID_REQUEST, Missing serviceCode in message body",
    "<xrd:serviceCode>nothing</xrd:serviceCode>, UNKNOWN_SERVICE,"
        + " Could not find wsdl URL for service SERVICE:TEST/GOV/5678/people/nothing",
    "<xrd:serviceCode>getPerson</xrd:serviceCode>, UNKNOWN_SERVICE,"
        + " Could not find wsdl URL for service SERVICE:TEST/GOV/5678/people/getPerson",
    "<xrd:serviceCode>unaddressed</xrd:serviceCode>, UNKNOWN_SERVICE,"
        + " Could not find wsdl URL for service SERVICE:TEST/GOV/5678/people/unaddressed",
    "<xrd:serviceCode>people</xrd:serviceCode>, SERVICE_TYPE,"
        + " Service is a REST service and does not have a WSDL",
    "<xrd:serviceCode>statistics</xrd:serviceCode>, SERVICE_TYPE,"
        + " Service is a REST service and does not have a WSDL",
    "<xrd:serviceCode>local</xrd:serviceCode>, SERVICE_MALFORMED_URL,"
        + " Malformed address of the description of SERVICE:TEST/GOV/5678/people/local",
  })
  void requestForAWsdlThatIsNotThereIsRefused(String content, FaultCode code, String text) {
    Fault fault = assertThrows(Fault.class, () -> answer(soap("getWsdl", content)));
    assertEquals(List.of(code), fault.path());
    assertEquals(text, fault.text());
  }

  @Test
  void serviceCodeThatIsThereTwiceIsRefused() {
    String twice = "<xrd:serviceCode>a</xrd:serviceCode><xrd:serviceCode>b</xrd:serviceCode>";
    assertThrows(Fault.class, () -> answer(soap("getWsdl", twice)));
  }

  @Test
  void statusOfTheSourceIsTold() {
    fixtures.site().answer("/people.wsdl", 404, new byte[0]);
    Fault fault = assertThrows(Fault.class, () -> answer(getWsdl("getPerson", "v1")));
    assertEquals(List.of(FaultCode.INTERNAL_ERROR), fault.path());
    assertEquals("Received HTTP error: 404 - Not Found", fault.text());
  }

  @Test
  void whatIsNoWsdlIsNotPassedOn() {
    fixtures.site().answer("/people.wsdl", 200, "<html>secret</html>".getBytes(UTF_8));
    Fault fault = assertThrows(Fault.class, () -> answer(getWsdl("getPerson", "v1")));
    assertEquals(List.of(FaultCode.INTERNAL_ERROR), fault.path());
    assertTrue(fault.text().contains("cannot be read"), fault.text());
    assertTrue(!fault.text().contains("secret"), fault.text());
  }

  /** The requests of the reference's own tests are answered, whatever their bodies hold. */
  @Tag(ReferenceVectors.TAG)
  @ParameterizedTest
  @CsvSource({
    "metaservices/listMethods.query, LIST_METHODS",
    "metaservices/allowedMethods.query, ALLOWED_METHODS",
    "metaservices/getWsdl.query, GET_WSDL",
    "queries/listMethods.query, LIST_METHODS",
    "queries/allowedMethods.query, ALLOWED_METHODS",
  })
  void queriesOfTheReferenceAreUnderstood(String file, Destination.Metaservice expected)
      throws IOException {
    SoapMessage request = SoapMessage.parse(Files.readAllBytes(ReferenceVectors.path(file)));
    assertEquals(Optional.of(expected), Destination.Metaservice.of(request));
    List<ServiceEntry> services = fixtures.configuration().server().servicesOf(PROVIDER);
    String element = expected.code() + "Response";
    boolean wsdl = expected == Destination.Metaservice.GET_WSDL;
    SoapMessage response =
        wsdl ? request.answered() : request.answeredWith(ServiceLists.xml(element, services));
    assertEquals(element, response.bodyName());
    assertEquals(wsdl ? 1 : services.size(), response.body().children().size());
    request.checkConsistentWith(response.withRequestHash(request.hash()));
  }
}
