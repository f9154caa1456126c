// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.securityserver.ServerDirectory;
import org.postroad.testing.Curl;
import org.postroad.testing.Openssl;
import org.postroad.testing.TestTls;

/** The HTTPS port as information systems use it, all the way to a service and back. */
@ExtendWith(SharedSandbox.class)
final class SandboxTlsTest {
  private final RunningSandbox running;
  private final ServerDirectory server;
  private final X509Certificate certificate;

  SandboxTlsTest(RunningSandbox running) throws IOException {
    this.running = running;
    this.server = new ServerDirectory(running.home().server(Topology.TAX));
    this.certificate = Certificates.parse(Files.readAllBytes(server.internalTlsCertificate()));
  }

  @Test
  void systemWithTheListedCertificateIsServedAndGetsItsEvidence() throws Exception {
    SSLContext tls = TestTls.trusting(certificate, running.informationSystems().key());
    assertServed(get(tls, InformationSystems.AUTHENTICATED, "tls-listed"));
    assertEquals(200, evidence(tls, "tls-listed").statusCode());
    assertEquals(401, evidence(TestTls.trusting(certificate), "tls-listed").statusCode());
  }

  @Test
  void systemWithoutOrWithAnotherCertificateIsRefused() throws Exception {
    assertRefused(
        "specifies HTTPS but did not supply TLS certificate",
        get(TestTls.trusting(certificate), InformationSystems.AUTHENTICATED, "tls-none"));
    SSLContext other = TestTls.trusting(certificate, running.informationSystems().stranger());
    assertRefused(
        "TLS certificate does not match any IS certificates",
        get(other, InformationSystems.AUTHENTICATED, "tls-other"));
    assertEquals(404, running.document(Topology.POPULATION, "tls-other", "force").statusCode());
  }

  @Test
  void serverItselfMaySpeakForEveryClient() throws Exception {
    SSLContext tls = TestTls.trusting(certificate, ownKeys());
    assertServed(get(tls, InformationSystems.AUTHENTICATED, "tls-own"));
  }

  @Test
  void encryptionAloneIsEnoughWhereNoMoreIsAsked() throws Exception {
    assertServed(get(TestTls.trusting(certificate), InformationSystems.ENCRYPTED, "tls-encrypted"));
    assertServed(get(TestTls.trusting(certificate), Topology.TAX.subsystem(), "tls-http"));
    HttpResponse<String> plain =
        running.send(
            running
                .raw("r1/" + Topology.PEOPLE.encoded() + "/people/1")
                .header("X-Road-Client", InformationSystems.ENCRYPTED.encoded()));
    assertRefused("specifies HTTPS NO AUTH but client made plaintext connection", plain);
  }

  @Test
  void curlCallsASoapServiceOverTls(@TempDir Path directory) throws Exception {
    Path envelope = directory.resolve("envelope.xml");
    Files.write(envelope, running.envelope("tls-curl", Topology.PERSON_DETAILS.serviceCode()));
    String answer =
        Curl.run(
            "--cacert",
            TestTls.pem(directory.resolve("server.pem"), certificate).toString(),
            "--header",
            "Content-Type: text/xml",
            "--data-binary",
            "@" + envelope,
            url("").toString());
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\n"), answer);
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    SoapMessage message = SoapMessage.parse(body.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals("tls-curl", message.queryId());
    assertTrue(message.isResponse(), body);
  }

  @Test
  void certificateIsVerifiedByOpensslForTheAddressOfTheServer(@TempDir Path directory)
      throws IOException {
    TestTls.pem(directory.resolve("server.pem"), certificate);
    String address = Topology.TAX.address().getHostAddress();
    String output =
        Openssl.run(
            directory,
            "s_client",
            "-connect",
            address + ":" + running.sandbox().ports().consumerHttps(),
            "-CAfile",
            "server.pem",
            "-verify_ip",
            address,
            "-verify_return_error");
    assertTrue(output.contains("Verify return code: 0 (ok)"), output);
    assertTrue(output.contains("Server public key is 2048 bit"), output);
  }

  @Test
  void clientsAreListedToAnybody() {
    HttpResponse<String> xml = running.send(running.raw("listClients"));
    assertEquals("text/xml; charset=UTF-8", xml.headers().firstValue("content-type").orElse(""));
    assertTrue(
        xml.body()
            .contains(
                "<xrd:name>Tax Agency</xrd:name><xrd:subsystemName>Tax Agency, tax"
                    + "</xrd:subsystemName>"),
        xml.body());
    HttpResponse<String> json =
        running.send(
            running.raw("listClients?xRoadInstance=SANDBOX").header("Accept", "application/json"));
    assertTrue(
        json.body()
            .contains(
                "{\"id\":{\"member_class\":\"GOV\",\"member_code\":\"70000002\","
                    + "\"object_type\":\"SUBSYSTEM\",\"subsystem_code\":\"encrypted\","
                    + "\"xroad_instance\":\"SANDBOX\"},\"name\":\"Tax Agency\"}"),
        json.body());
  }

  private void assertServed(HttpResponse<String> response) {
    assertEquals(200, response.statusCode(), response.body());
    assertTrue(response.body().contains(running.sandbox().someCode()), response.body());
  }

  private void assertRefused(String reason, HttpResponse<String> response) {
    assertEquals(500, response.statusCode(), response.body());
    assertEquals(
        "server.clientproxy.ssl_authentication_failed", running.error(response).orElse(""));
    assertTrue(response.body().contains(reason), response.body());
  }

  private HttpResponse<String> get(SSLContext tls, ClientId client, String queryId)
      throws Exception {
    URI people = url("r1/" + Topology.PEOPLE.encoded() + "/people/" + running.sandbox().someCode());
    return send(
        tls,
        HttpRequest.newBuilder(people)
            .header("X-Road-Client", client.encoded())
            .header("X-Road-Id", queryId));
  }

  private HttpResponse<String> evidence(SSLContext tls, String queryId) throws Exception {
    return send(
        tls,
        HttpRequest.newBuilder(
            url(
                "asic?force&xRoadInstance=SANDBOX&memberClass=GOV&memberCode=70000002"
                    + "&subsystemCode=authenticated&queryId="
                    + queryId)));
  }

  private static HttpResponse<String> send(SSLContext tls, HttpRequest.Builder request)
      throws Exception {
    try (HttpClient http = HttpClient.newBuilder().sslContext(tls).build()) {
      return http.send(request.build(), BodyHandlers.ofString());
    }
  }

  private URI url(String target) {
    return URI.create(
        "https://"
            + Topology.TAX.address().getHostAddress()
            + ":"
            + running.sandbox().ports().consumerHttps()
            + "/"
            + target);
  }

  private X509KeyManager ownKeys() throws IOException {
    char[] pin = Files.readString(server.root().resolve("token.pin")).strip().toCharArray();
    try (InputStream in = Files.newInputStream(server.keys().resolve("internal-tls.p12"))) {
      return SoftwareToken.open(in, pin).keys().getFirst().keyManager(List.of(certificate));
    }
  }
}
