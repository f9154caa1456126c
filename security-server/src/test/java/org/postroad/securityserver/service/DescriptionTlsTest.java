// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.message.Message;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.exchange.BodyLimits;
import org.postroad.securityserver.exchange.BodySpool;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/** Descriptions behind TLS: the setting of the service decides (F-018). */
final class DescriptionTlsTest {
  private static final TestInstance INSTANCE = new TestInstance();
  private static final TestKey AUTHORITY =
      TestCertificate.subject("CN=service CA").authority().selfSigned();
  private static final TestKey OWN =
      TestCertificate.subject("CN=elsewhere.test").issuedBy(AUTHORITY);
  private static final TestKey FOREIGN =
      TestCertificate.subject("CN=127.0.0.1").issuedBy(AUTHORITY);
  private static final Message WSDL =
      MetaserviceFixtures.soap("getWsdl", "<xrd:serviceCode>getPerson</xrd:serviceCode>");
  private static final Message OPEN_API =
      TestMessages.rest("GET", "getOpenAPI", "?serviceCode=people");

  @TempDir Path directory;
  private HttpSite site;
  private Metaservices metaservices;

  @BeforeEach
  void start() {
    site = HttpSite.secure(OWN);
    site.answer(
        "/wsdl", 200, "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>".getBytes(US_ASCII));
    site.answer("/openapi", 200, "openapi: 3.0.0".getBytes(US_ASCII));
    BodySpool spool = new BodySpool(directory, BodyLimits.DEFAULT);
    metaservices =
        new Metaservices(
            new Descriptions(Fixtures.channels(site)::fetch, spool, DescriptionLimits.DEFAULT),
            () -> "id",
            new Random(1));
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void certificateOfTheOwnerIsAcceptedForAnyHost() throws IOException {
    ask(WSDL, true, OWN.certificate());
    ask(OPEN_API, true, OWN.certificate());
  }

  @Test
  void foreignCertificateIsRefusedWhereItIsVerified() {
    for (Message request : List.of(WSDL, OPEN_API)) {
      Fault fault = assertThrows(Fault.class, () -> ask(request, true, FOREIGN.certificate()));
      assertEquals(List.of(FaultCode.SSL_AUTHENTICATION_FAILED), fault.path());
    }
  }

  @Test
  void foreignCertificateIsAcceptedWhereItIsNotVerified() throws IOException {
    ask(WSDL, false, FOREIGN.certificate());
    ask(OPEN_API, false);
  }

  private void ask(Message request, boolean verifyTls, X509Certificate... known)
      throws IOException {
    Client owner =
        TestInstance.client(
            TestInstance.PROVIDER,
            Client.ConnectionType.HTTP,
            List.of(known),
            List.of(
                description(ServiceDescription.Type.WSDL, "/wsdl", "getPerson", verifyTls),
                description(ServiceDescription.Type.OPENAPI3, "/openapi", "people", verifyTls)));
    Configuration configuration =
        new Configuration(
            new ServerConfiguration(TestInstance.PROVIDER_SERVER, List.of(), List.of(owner)),
            INSTANCE.global());
    Destination.Metaservice asked = Destination.Metaservice.of(request).orElseThrow();
    metaservices.answer(asked, request, configuration).close();
  }

  private ServiceDescription description(
      ServiceDescription.Type type, String path, String code, boolean verifyTls) {
    Service service =
        new Service(
            code,
            Optional.empty(),
            "http://inner.test/",
            Service.DEFAULT_TIMEOUT,
            verifyTls,
            List.of());
    return new ServiceDescription(
        type, site.uri(path).toString(), Optional.empty(), List.of(service));
  }
}
