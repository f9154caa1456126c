// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;

/** Refusals in the order in which they win (A-060, A-061, B-013). */
final class DestinationsTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final String URL = "http://service.test/base";
  private static final AccessRight ALLOWED =
      AccessRight.toService(new AccessRight.Subject.OfClient(TestInstance.CALLER), "svc");

  @Test
  void allowedRequestGoesToItsServiceWithItsTimeout() {
    ServiceDescription.Service service =
        new ServiceDescription.Service(
            "svc", Optional.empty(), URL, Duration.ofSeconds(7), false, List.of());
    Destination destination =
        of(rest(), ServiceDescription.Type.REST, service, Optional.empty(), ALLOWED);
    Destination.HttpService http = assertInstanceOf(Destination.HttpService.class, destination);
    assertEquals(URI.create(URL), http.url());
    assertEquals(Duration.ofSeconds(7), http.timeout());
    assertEquals(false, http.verifyTls());
    assertEquals(TestInstance.PROVIDER, http.owner().id());
  }

  @Test
  void soapGoesToSoapServicesAndRestToBothRestKinds() {
    of(soap(), ServiceDescription.Type.WSDL, URL, Optional.empty(), ALLOWED);
    of(rest(), ServiceDescription.Type.REST, URL, Optional.empty(), ALLOWED);
    of(rest(), ServiceDescription.Type.OPENAPI3, URL, Optional.empty(), ALLOWED);
  }

  @Test
  void questionsAboutServicesNeedNoRightAndNoService() {
    Configuration nothing = INSTANCE.atProvider(List.of());
    for (String code : List.of("listMethods", "allowedMethods", "getWsdl")) {
      Destination.Metaservice asked =
          assertInstanceOf(
              Destination.Metaservice.class,
              Destinations.of(TestMessages.soap(TestMessages.service(code)), nothing));
      assertEquals(code, asked.code());
    }
    for (String code : List.of("listMethods", "allowedMethods", "getOpenAPI")) {
      Destination.Metaservice asked =
          assertInstanceOf(
              Destination.Metaservice.class,
              Destinations.of(TestMessages.rest("GET", code, "/x?y"), nothing));
      assertEquals(code, asked.code());
    }
    for (Destination.Metaservice each : Destination.Metaservice.values()) {
      assertTrue(ServiceDescription.RESERVED_CODES.contains(each.code()), each.code());
    }
  }

  @Test
  void otherMethodsAndOtherCodesAreOrdinaryServices() {
    List<Message> ordinary =
        List.of(
            TestMessages.rest("POST", "listMethods", ""),
            TestMessages.rest("HEAD", "allowedMethods", ""),
            TestMessages.rest("DELETE", "getOpenAPI", ""),
            TestMessages.rest("GET", "getWsdl", ""),
            TestMessages.rest("GET", "listmethods", ""),
            TestMessages.rest("GET", "listClients", ""),
            TestMessages.soap(TestMessages.service("getOpenAPI")),
            TestMessages.soap(TestMessages.service("ListMethods")));
    for (Message request : ordinary) {
      Fault fault =
          assertThrows(Fault.class, () -> Destinations.of(request, INSTANCE.atProvider(List.of())));
      assertEquals(List.of(FaultCode.UNKNOWN_SERVICE), fault.path());
    }
  }

  @Test
  void unknownServiceWinsOverEverything() {
    Fault fault =
        assertThrows(
            Fault.class,
            () ->
                Destinations.of(
                    TestMessages.soap(TestMessages.service("other")),
                    configuration(
                        ServiceDescription.Type.REST,
                        ServiceDescription.Service.of("svc", URL),
                        Optional.of("closed"))));
    assertEquals(FaultCode.UNKNOWN_SERVICE, fault.code());
    assertEquals("Unknown service: SERVICE:TEST/GOV/5678/people/other", fault.text());
  }

  @Test
  void wrongKindWinsOverMissingRight() {
    refused(
        FaultCode.SERVICE_TYPE, rest(), ServiceDescription.Type.WSDL, URL, Optional.of("closed"));
    refused(
        FaultCode.SERVICE_TYPE, soap(), ServiceDescription.Type.REST, URL, Optional.of("closed"));
    refused(
        FaultCode.SERVICE_TYPE,
        soap(),
        ServiceDescription.Type.OPENAPI3,
        URL,
        Optional.of("closed"));
    Fault fault =
        refused(
            FaultCode.SERVICE_TYPE, rest(), ServiceDescription.Type.WSDL, URL, Optional.empty());
    assertEquals(
        "Service is a SOAP service and cannot be called using REST interface", fault.text());
  }

  @Test
  void missingRightWinsOverDisabledNotice() {
    Fault fault =
        refused(
            FaultCode.ACCESS_DENIED,
            rest(),
            ServiceDescription.Type.REST,
            URL,
            Optional.of("closed"));
    assertEquals("Request is not allowed: SERVICE:TEST/GOV/5678/people/svc", fault.text());
  }

  @Test
  void disabledNoticeWinsOverBadAddress() {
    Fault fault =
        refused(
            FaultCode.SERVICE_DISABLED,
            rest(),
            ServiceDescription.Type.REST,
            "",
            Optional.of("closed"),
            ALLOWED);
    assertEquals("Service SERVICE:TEST/GOV/5678/people/svc is disabled: closed", fault.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no address",
        "http://",
        "http:///path",
        "ftp://service.test/",
        "file:///etc/passwd",
        "service.test/path",
        "http://user:secret@service.test/",
        "http://service.test:0/",
        "http://[fe80::1%25eth0]/"
      })
  void refusesAnAddressThatCannotBeCalled(String url) {
    refused(
        FaultCode.SERVICE_MALFORMED_URL,
        rest(),
        ServiceDescription.Type.REST,
        url,
        Optional.empty(),
        ALLOWED);
  }

  @Test
  void saysThatTheAddressIsMissing() {
    refused(
        FaultCode.SERVICE_MISSING_URL,
        rest(),
        ServiceDescription.Type.REST,
        "",
        Optional.empty(),
        ALLOWED);
  }

  @Test
  void rightToAnEndpointCountsForItsMethodAndPathOnly() {
    AccessRight right =
        new AccessRight(
            new AccessRight.Subject.OfClient(TestInstance.CALLER),
            "svc",
            new ServiceDescription.Endpoint("GET", "/people/*"));
    of(
        TestMessages.rest("GET", "svc", "/people/1"),
        ServiceDescription.Type.REST,
        URL,
        Optional.empty(),
        right);
    for (Message other :
        List.of(
            TestMessages.rest("POST", "svc", "/people/1"),
            TestMessages.rest("GET", "svc", "/people/1/documents"),
            TestMessages.rest("GET", "svc", "/people"),
            TestMessages.rest("GET", "svc", ""))) {
      refused(
          FaultCode.ACCESS_DENIED,
          other,
          ServiceDescription.Type.REST,
          URL,
          Optional.empty(),
          right);
    }
  }

  private static Message rest() {
    return TestMessages.rest("GET", "svc", "/x");
  }

  private static Message soap() {
    return TestMessages.soap(TestMessages.service("svc"));
  }

  private static Fault refused(
      FaultCode code,
      Message message,
      ServiceDescription.Type type,
      String url,
      Optional<String> notice,
      AccessRight... rights) {
    Fault fault = assertThrows(Fault.class, () -> of(message, type, url, notice, rights));
    assertEquals(code, fault.code(), fault.text());
    return fault;
  }

  private static Destination of(
      Message message,
      ServiceDescription.Type type,
      String url,
      Optional<String> notice,
      AccessRight... rights) {
    return of(message, type, ServiceDescription.Service.of("svc", url), notice, rights);
  }

  private static Destination of(
      Message message,
      ServiceDescription.Type type,
      ServiceDescription.Service service,
      Optional<String> notice,
      AccessRight... rights) {
    return Destinations.of(message, configuration(type, service, notice, rights));
  }

  private static Configuration configuration(
      ServiceDescription.Type type,
      ServiceDescription.Service service,
      Optional<String> notice,
      AccessRight... rights) {
    return INSTANCE.atProvider(
        List.of(new ServiceDescription(type, URL, notice, List.of(service))), rights);
  }
}
