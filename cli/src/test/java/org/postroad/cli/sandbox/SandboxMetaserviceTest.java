// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.protocol.message.SoapAttachment;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.message.SoapMultipart;
import org.postroad.protocol.xml.Namespaces;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The provider's server asked about its services, through both servers. */
@ExtendWith(SharedSandbox.class)
final class SandboxMetaserviceTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final RunningSandbox running;

  SandboxMetaserviceTest(RunningSandbox running) {
    this.running = running;
  }

  /** A request with this in its body; the sandbox's own has another. */
  private HttpRequest.Builder soap(String queryId, String serviceCode, String content) {
    String envelope = new String(running.envelope(queryId, serviceCode), UTF_8);
    int from = envelope.indexOf("<p:" + serviceCode);
    int to = envelope.indexOf("</soap:Body>");
    String element = "<xrd:" + serviceCode + ">" + content + "</xrd:" + serviceCode + ">";
    return running
        .soap(queryId, serviceCode)
        .POST(
            BodyPublishers.ofString(
                envelope.substring(0, from) + element + envelope.substring(to)));
  }

  private HttpRequest.Builder getWsdl(String queryId, String serviceCode) {
    return soap(queryId, "getWsdl", "<xrd:serviceCode>" + serviceCode + "</xrd:serviceCode>");
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("(absent)");
  }

  private List<String> listed(String queryId, String serviceCode) {
    HttpResponse<byte[]> response = running.sendForBytes(soap(queryId, serviceCode, ""));
    assertEquals("text/xml; charset=UTF-8", header(response, "Content-Type"));
    SoapMessage message = SoapMessage.parse(response.body());
    assertEquals(serviceCode + "Response", message.bodyName());
    assertEquals(queryId, message.queryId());
    assertTrue(message.header().requestHash().isPresent());
    return message.body().children(Namespaces.XROAD, "service").stream()
        .map(service -> service.requiredText(Namespaces.IDENTIFIERS, "serviceCode"))
        .toList();
  }

  private JsonNode json(String queryId, String serviceCode) {
    HttpResponse<String> response = running.send(running.rest(queryId, serviceCode, ""));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("application/json", header(response, "Content-Type"));
    assertEquals(queryId, header(response, "x-road-id"));
    return JSON.readTree(response.body()).path("service");
  }

  private static JsonNode service(JsonNode services, String code) {
    for (JsonNode service : services) {
      if (service.path("service_code").asString().equals(code)) {
        return service;
      }
    }
    throw new AssertionError(code + " is not in " + services);
  }

  @Test
  void soapServicesAreListedAndThoseAllowed() {
    List<String> all = listed("meta-list-soap", "listMethods");
    assertTrue(all.containsAll(List.of("personDetails", "storeDocuments", "failing")), "" + all);
    assertFalse(all.contains("people") || all.contains("listMethods"), "" + all);
    List<String> allowed = listed("meta-allowed-soap", "allowedMethods");
    assertTrue(allowed.containsAll(List.of("personDetails", "storeDocuments")), "" + allowed);
    assertFalse(allowed.contains("people") || allowed.contains("statistics"), "" + allowed);
  }

  /** To the owner of the provider's server, which is asked about the server itself. */
  private HttpResponse<byte[]> aboutTheServer(String queryId, String code, String body) {
    String envelope = new String(running.envelope(queryId, code), UTF_8);
    String subsystem = "<id:subsystemCode>" + Topology.POPULATION.subsystemCode();
    int service = envelope.indexOf(subsystem, envelope.indexOf("<xrd:service"));
    int behind = envelope.indexOf("<id:serviceCode>", service);
    int from = envelope.indexOf("<p:" + code);
    String asked =
        envelope.substring(0, service)
            + envelope.substring(behind, from)
            + body
            + envelope.substring(envelope.indexOf("</soap:Body>"));
    return running.sendForBytes(running.soap(queryId, code).POST(BodyPublishers.ofString(asked)));
  }

  @Test
  void theServerTellsHowItsServicesDo() {
    listed("monitoring-before", "listMethods");
    HttpResponse<byte[]> health =
        aboutTheServer(
            "monitoring-health",
            "getSecurityServerHealthData",
            "<m:getSecurityServerHealthData xmlns:m=\"http://x-road.eu/xsd/op-monitoring.xsd\"/>");
    SoapMessage message = SoapMessage.parse(health.body());
    assertEquals("getSecurityServerHealthDataResponse", message.bodyName());
    String namespace = "http://x-road.eu/xsd/op-monitoring.xsd";
    List<String> services =
        message.body().required(namespace, "servicesEvents").children().stream()
            .map(events ->
                events
                    .required(namespace, "service")
                    .requiredText(Namespaces.IDENTIFIERS, "serviceCode"))
            .toList();
    assertTrue(services.contains("listMethods"), services.toString());
  }

  @Test
  void operationalDataIsAMultipartAndMetricsAreNotForEverybody() throws IOException {
    HttpResponse<byte[]> records =
        aboutTheServer(
            "monitoring-records",
            "getSecurityServerOperationalData",
            "<m:getSecurityServerOperationalData"
                + " xmlns:m=\"http://x-road.eu/xsd/op-monitoring.xsd\"><m:searchCriteria>"
                + "<m:recordsFrom>1</m:recordsFrom><m:recordsTo>2</m:recordsTo>"
                + "</m:searchCriteria></m:getSecurityServerOperationalData>");
    SoapMultipart multipart =
        SoapMultipart.read(
            new ByteArrayInputStream(records.body()), header(records, "Content-Type"));
    assertEquals("application/gzip", multipart.next().orElseThrow().contentType());
    HttpResponse<byte[]> metrics =
        aboutTheServer(
            "monitoring-metrics",
            "getSecurityServerMetrics",
            "<m:getSecurityServerMetrics xmlns:m=\"http://x-road.eu/xsd/monitoring\"/>");
    assertEquals(
        "server.serverproxy.access_denied",
        SoapMessage.parse(metrics.body()).fault().orElseThrow().code());
  }

  @Test
  void restServicesAreListedWithTheirEndpointsAndThoseAllowed() {
    JsonNode all = json("meta-list-rest", "listMethods");
    assertEquals("REST", service(all, "statistics").path("service_type").asString());
    JsonNode people = service(all, "people");
    assertEquals("OPENAPI", people.path("service_type").asString());
    assertEquals(
        "[{\"method\":\"GET\",\"path\":\"/people/*\"},"
            + "{\"method\":\"POST\",\"path\":\"/people/search\"},"
            + "{\"method\":\"POST\",\"path\":\"/people/*/documents\"}]",
        people.path("endpoint_list").toString());
    JsonNode allowed = json("meta-allowed-rest", "allowedMethods");
    assertEquals(people, service(allowed, "people"));
    assertFalse(allowed.toString().contains("statistics"), allowed.toString());
  }

  @Test
  void wsdlComesAsAttachmentWithoutTheAddressOfTheService() throws IOException {
    HttpResponse<byte[]> response = running.sendForBytes(getWsdl("meta-wsdl", "personDetails"));
    String type = header(response, "Content-Type");
    assertTrue(type.startsWith("multipart/related; type=\"text/xml\"; charset=UTF-8"), type);
    SoapMultipart parts = SoapMultipart.read(new ByteArrayInputStream(response.body()), type);
    assertEquals("getWsdlResponse", parts.message().bodyName());
    assertTrue(parts.message().header().requestHash().isPresent());
    SoapAttachment attachment = parts.next().orElseThrow();
    assertEquals("text/xml", attachment.contentType());
    assertEquals(List.of("binary"), attachment.headers().all("Content-Transfer-Encoding"));
    String wsdl = new String(attachment.body().readAllBytes(), UTF_8);
    assertTrue(wsdl.contains("<wsdl:operation name=\"personDetails\">"), wsdl);
    assertTrue(
        wsdl.contains("<soap:address location=\"http://example.org/xroad-endpoint\"/>"), wsdl);
    assertTrue(parts.next().isEmpty());
  }

  @Test
  void openApiDocumentComesWithoutTheAddressOfTheService() {
    HttpResponse<String> response =
        running.send(running.rest("meta-openapi", "getOpenAPI", "?serviceCode=people"));
    assertEquals(200, response.statusCode(), response.body());
    assertEquals("application/yaml", header(response, "Content-Type"));
    assertTrue(response.body().startsWith("openapi: 3.0.3\n"), response.body());
    assertTrue(response.body().contains("servers:\n  - url: \"\"\npaths:\n"), response.body());
  }

  @Test
  void askingIsLoggedByBothServersAndVerifies() throws IOException {
    running.send(soap("meta-evidence-list", "listMethods", ""));
    running.send(getWsdl("meta-evidence-wsdl", "storeDocuments"));
    running.send(running.rest("meta-evidence-rest", "allowedMethods", ""));
    running.send(running.rest("meta-evidence-openapi", "getOpenAPI", "?serviceCode=people"));
    running.sandbox().timestampNow();
    List<Path> files = new ArrayList<>();
    for (String name : List.of("list", "wsdl", "rest", "openapi")) {
      files.addAll(running.documents("meta-evidence-" + name));
    }
    assertEquals(16, files.size());
    assertEquals(0, running.verify(files));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, unknown_service, Could not find wsdl URL for service"
        + " SERVICE:SANDBOX/GOV/70000001/population/nothing",
    "people, service_type, Service is a REST service and does not have a WSDL",
    "failing, internal_error, Received HTTP error: 404 - Not Found",
    "'', invalid_request, Missing serviceCode in message body",
  })
  void wsdlThatIsNotThereIsAFaultOfTheProvidersServer(String code, String fault, String text) {
    String body = running.send(getWsdl("meta-wsdl-" + fault, code)).body();
    assertTrue(body.contains("<faultcode>server.serverproxy." + fault + "</faultcode>"), body);
    assertTrue(body.contains("<faultstring>" + text + "</faultstring>"), body);
  }

  @ParameterizedTest
  @CsvSource({
    "'', invalid_request, Missing serviceCode in message body",
    "?serviceCode=statistics, internal_error, Invalid service type: REST",
    "?serviceCode=personDetails, internal_error, Invalid service type: WSDL",
    "?serviceCode=none, internal_error,"
        + " Service not found: SERVICE:SANDBOX/GOV/70000001/population/none",
  })
  void openApiDocumentThatIsNotThereIsAnErrorOfTheProvidersServer(
      String query, String error, String text) {
    HttpResponse<String> response =
        running.send(running.rest("meta-openapi-refused", "getOpenAPI", query));
    assertEquals("server.serverproxy." + error, running.error(response).orElse("(absent)"));
    assertTrue(response.body().contains("\"message\":\"" + text + "\""), response.body());
  }

  @Test
  void otherMethodsThanGetAreOrdinaryServices() {
    HttpResponse<String> response =
        running.send(
            running.rest("meta-post", "listMethods", "").POST(BodyPublishers.ofString("{}")));
    assertEquals("server.serverproxy.unknown_service", running.error(response).orElse("(absent)"));
  }
}
