// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;
import org.postroad.testing.TestTls;

/**
 * Services of the population agency behind TLS: {@code tlsListed} shows the certificate that is
 * listed for the agency, {@code tlsForeign} another one, and {@code tlsUnverified} too, where
 * nobody looks. Each asks for a client certificate and answers with its fingerprint.
 */
final class TlsServices implements RunningSandbox.Addition {
  private final TestKey listed = TestCertificate.subject("CN=people.population.test").selfSigned();
  private final TestKey foreign = TestCertificate.subject("CN=127.0.0.1").selfSigned();
  private final HttpsServer known = server(listed);
  private final HttpsServer unknown = server(foreign);

  TlsServices() throws IOException {
    known.start();
    unknown.start();
  }

  X509Certificate listed() {
    return listed.certificate();
  }

  X509Certificate foreign() {
    return foreign.certificate();
  }

  @Override
  public ServerConfiguration addTo(Agency agency, ServerConfiguration before) {
    if (!agency.equals(Topology.POPULATION)) {
      return before;
    }
    Client client = before.client(agency.subsystem()).orElseThrow();
    AccessRight.Subject tax = new AccessRight.Subject.OfClient(Topology.TAX.subsystem());
    ServiceDescription rest =
        new ServiceDescription(
            ServiceDescription.Type.REST,
            url(known),
            Optional.empty(),
            List.of(
                service("tlsListed", known, true),
                service("tlsForeign", unknown, true),
                service("tlsUnverified", unknown, false)));
    return RunningSandbox.Addition.with(
        new Client(
            client.id(),
            client.status(),
            client.connectionType(),
            Stream.concat(client.informationSystemCertificates().stream(), Stream.of(listed()))
                .toList(),
            Stream.concat(client.serviceDescriptions().stream(), Stream.of(rest)).toList(),
            client.localGroups(),
            Stream.concat(
                    client.accessRights().stream(),
                    rest.services().stream().map(each -> AccessRight.toService(tax, each.code())))
                .toList()),
        before);
  }

  private static ServiceDescription.Service service(
      String code, HttpsServer server, boolean verify) {
    return new ServiceDescription.Service(
        code, Optional.empty(), url(server), Duration.ofSeconds(20), verify, List.of());
  }

  private static String url(HttpsServer server) {
    return "https://localhost:" + server.getAddress().getPort() + "/";
  }

  private static HttpsServer server(TestKey key) throws IOException {
    HttpsServer server = TestTls.server(key, true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", TlsServices::answer);
    return server;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Certificate caller = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
      byte[] fingerprint = Certificates.sha256((X509Certificate) caller).value();
      exchange.sendResponseHeaders(200, fingerprint.length);
      exchange.getResponseBody().write(fingerprint);
    }
  }

  @Override
  public void close() {
    known.stop(0);
    unknown.stop(0);
  }
}
