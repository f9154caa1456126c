// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.testing.TestTls;

/** Who there is in an instance (F-001 to F-007). */
@TestInstance(Lifecycle.PER_CLASS)
final class ListClientsTest {
  private static final String XML =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><xrd:clientList"
          + " xmlns:id=\"http://x-road.eu/xsd/identifiers\""
          + " xmlns:xrd=\"http://x-road.eu/xsd/xroad.xsd\">"
          + "<xrd:member><xrd:id id:objectType=\"MEMBER\">"
          + "<id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>"
          + "<id:memberCode>1234</id:memberCode></xrd:id><xrd:name>Tax &amp; \"customs\"</xrd:name>"
          + "</xrd:member>"
          + "<xrd:member><xrd:id id:objectType=\"SUBSYSTEM\">"
          + "<id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>"
          + "<id:memberCode>1234</id:memberCode><id:subsystemCode>tax</id:subsystemCode></xrd:id>"
          + "<xrd:name>Tax &amp; \"customs\"</xrd:name>"
          + "<xrd:subsystemName>Maksud õ</xrd:subsystemName></xrd:member>"
          + "<xrd:member><xrd:id id:objectType=\"SUBSYSTEM\">"
          + "<id:xRoadInstance>TEST</id:xRoadInstance><id:memberClass>GOV</id:memberClass>"
          + "<id:memberCode>1234</id:memberCode><id:subsystemCode>old</id:subsystemCode></xrd:id>"
          + "<xrd:name>Tax &amp; \"customs\"</xrd:name></xrd:member></xrd:clientList>";
  private static final String JSON =
      "{\"member\":["
          + "{\"id\":{\"member_class\":\"GOV\",\"member_code\":\"1234\","
          + "\"object_type\":\"MEMBER\",\"xroad_instance\":\"TEST\"},"
          + "\"name\":\"Tax & \\\"customs\\\"\"},"
          + "{\"id\":{\"member_class\":\"GOV\",\"member_code\":\"1234\","
          + "\"object_type\":\"SUBSYSTEM\",\"subsystem_code\":\"tax\",\"xroad_instance\":\"TEST\"},"
          + "\"name\":\"Tax & \\\"customs\\\"\",\"subsystem_name\":\"Maksud õ\"},"
          + "{\"id\":{\"member_class\":\"GOV\",\"member_code\":\"1234\","
          + "\"object_type\":\"SUBSYSTEM\",\"subsystem_code\":\"old\",\"xroad_instance\":\"TEST\"},"
          + "\"name\":\"Tax & \\\"customs\\\"\"}]}";

  private TestPort port;
  private HttpClient http;

  @BeforeAll
  void open(@TempDir Path directory) throws IOException {
    port = new TestPort(directory, HttpLimits.DEFAULT);
    http = HttpClient.newBuilder().sslContext(TestTls.trusting(port.certificate())).build();
  }

  @BeforeEach
  void publish() {
    port.reset();
    port.publish(Fixtures.federation());
  }

  @AfterAll
  void close() {
    http.close();
    port.close();
  }

  @Test
  void ownInstanceIsListedAsXmlToAnybody() throws Exception {
    for (URI uri : List.of(port.http("/listClients"), port.https("/listClients"))) {
      HttpResponse<String> response = get(HttpRequest.newBuilder(uri));
      assertEquals(200, response.statusCode());
      assertEquals("text/xml; charset=UTF-8", type(response));
      assertEquals(XML, response.body());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json;q=0.1, text/xml;q=1.0",
        "text/xml;q=1.0, application/json;q=0.9 , text/*",
        "APPLICATION/JSON; charset=utf-8"
      })
  void jsonIsGivenWhereverItIsAccepted(String accept) throws Exception {
    HttpResponse<String> response = list("", accept);
    assertEquals(200, response.statusCode());
    assertEquals("application/json; charset=utf-8", type(response));
    assertEquals(JSON, response.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*/*", "text/xml", "application/*", "application/json-seq", "no type at all"})
  void anythingElseGivesXml(String accept) throws Exception {
    assertEquals("text/xml; charset=UTF-8", type(list("", accept)));
  }

  @ParameterizedTest
  @CsvSource({
    "?xRoadInstance=TEST,                           1234",
    "?xRoadInstance=,                               1234",
    "?xRoadInstance=%20,                            1234",
    "?other=PARTNER,                                1234",
    "?xRoadInstance=PARTNER,                        9999",
    "?a=b&xRoadInstance=PARTNE%52&xRoadInstance=X,  9999"
  })
  void anInstanceMayBeNamed(String query, String memberCode) throws Exception {
    String body = list(query, "text/xml").body();
    assertTrue(body.contains("<id:memberCode>" + memberCode + "</id:memberCode>"), body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOBODY", "test", "EXPIRED"})
  void unknownInstanceIsASoapFaultWhateverIsAccepted(String instance) throws Exception {
    for (String accept : new String[] {"application/json", "text/xml"}) {
      assertFault(
          "server.clientproxy.internal_error",
          "Shared params for instance identifier " + instance + " not found",
          list("?xRoadInstance=" + instance, accept));
    }
  }

  @Test
  void expiredConfigurationMakesItFail() throws Exception {
    port.letTheConfigurationExpire();
    assertFault(
        "server.clientproxy.global_conf_outdated",
        "Global configuration is expired",
        list("", "application/json"));
  }

  @Test
  void onlyThisPathAndMethodAreServed() throws Exception {
    String text = "Must use POST request method instead of ";
    for (String path : new String[] {"/listClients/", "/listclients", "/x/listClients"}) {
      assertFault(
          "client.invalid_http_method", text + "GET", get(HttpRequest.newBuilder(port.http(path))));
    }
    assertFault(
        "client.invalid_http_method",
        text + "DELETE",
        get(HttpRequest.newBuilder(port.http("/listClients")).DELETE()));
  }

  private HttpResponse<String> list(String query, String accept) throws Exception {
    return get(HttpRequest.newBuilder(port.http("/listClients" + query)).header("Accept", accept));
  }

  private HttpResponse<String> get(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private static String type(HttpResponse<?> response) {
    return response.headers().firstValue("content-type").orElse("(absent)");
  }

  private static void assertFault(String code, String text, HttpResponse<String> response) {
    assertEquals(200, response.statusCode());
    assertEquals("text/xml;charset=utf-8", type(response));
    FaultReport fault =
        SoapMessage.faultIn(response.body().getBytes(StandardCharsets.UTF_8)).orElseThrow();
    assertEquals(code, fault.code());
    assertEquals(text, fault.text());
  }
}
