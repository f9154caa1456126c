// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.globalconf.PrivateParameters.ManagementService;
import org.postroad.protocol.management.ManagementResponse;
import org.postroad.protocol.management.RequestWriter;
import org.postroad.protocol.management.SubmittedRequest;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.net.HttpFetch.Fetched;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;

/**
 * Stage: posts a request, once, and reads the response (B01 to B04, B11, B14). The registry is
 * known by exactly the certificate that the configuration names, by nothing else.
 */
final class SendRequest {
  private static final Duration CONNECT = Duration.ofSeconds(30);
  private static final Duration WHOLE = Duration.ofSeconds(60);
  private static final int MOST_RESPONSE_BYTES = 256 * 1024;

  private final HttpClient client;
  private final OwnPort own;
  private final RandomGenerator random;

  SendRequest(HttpClient client, OwnPort own, RandomGenerator random) {
    this.client = client;
    this.own = own;
    this.random = random;
  }

  Optional<Long> apply(SubmittedRequest request, GlobalConfiguration global) {
    return switch (request) {
      case Registration registration -> {
        ManagementService registry = registry(global);
        yield post(registration, registry(registry), URI.create(registry.address()));
      }
      case Plain plain -> post(plain, own.fetch().get(), own.url());
      case Signed signed -> post(signed, own.fetch().get(), own.url());
    };
  }

  private Optional<Long> post(SubmittedRequest request, HttpFetch fetch, URI url) {
    RequestWriter.Written written = RequestWriter.write(request, random);
    Fetched response = fetched(written, fetch, url);
    String contentType =
        response
            .headers()
            .single("content-type")
            .orElseThrow(() ->
                new Fault(
                    FaultCode.HTTP_ERROR,
                    url + " answered with status " + response.status() + " and no content type"));
    return ManagementResponse.idIn(response.body(), contentType, request.message());
  }

  private static Fetched fetched(RequestWriter.Written written, HttpFetch fetch, URI url) {
    try {
      return fetch.post(url, written.contentType(), written.bytes(), MOST_RESPONSE_BYTES);
    } catch (IOException failure) {
      throw new Fault(FaultCode.NETWORK_ERROR, "Cannot send to " + url, failure);
    }
  }

  private static ManagementService registry(GlobalConfiguration global) {
    return global
        .privateParameters()
        .orElseThrow(
            () -> new Fault(FaultCode.MALFORMED_GLOBAL_CONF, "There are no private parameters"))
        .managementService();
  }

  private HttpFetch registry(ManagementService registry) {
    X509Certificate expected =
        registry
            .tlsCertificate()
            .orElseThrow(() ->
                new Fault(
                    FaultCode.MALFORMED_GLOBAL_CONF,
                    "The configuration has no certificate of the management services"));
    return new HttpFetch(
        client,
        Optional.of(TlsContext.client(Optional.empty(), TlsPolicy.INFORMATION_SYSTEMS)),
        chain -> requireExactly(expected, chain),
        CONNECT,
        WHOLE);
  }

  private static void requireExactly(X509Certificate expected, List<X509Certificate> chain) {
    if (chain.isEmpty() || !chain.getFirst().equals(expected)) {
      throw new Fault(
          FaultCode.SSL_AUTHENTICATION_FAILED,
          "The registry's certificate is not the one that the configuration names");
    }
  }
}
