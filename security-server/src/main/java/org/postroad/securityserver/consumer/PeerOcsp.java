// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.securityserver.net.HttpClient;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Asks another security server for the OCSP responses of its certificates: {@code GET
 * /?cert=<sha1>&cert_hash=<sha256>…} on the OCSP port of the address just connected to (C-018 to
 * C-022).
 */
final class PeerOcsp {

  private static final int LARGEST_ANSWER = 256 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Headers ACCEPT = Headers.of("Accept", "multipart/related");

  private final HttpFetch fetch;
  private final int port;

  PeerOcsp(HttpClient client, int port) {
    this.fetch = new HttpFetch(client, Optional.empty(), _ -> {}, CONNECT, ANSWER);
    this.port = port;
  }

  /** The responses in the order of the certificates; their content is still to be verified. */
  List<OcspResponse> fetch(InetAddress host, List<X509Certificate> certificates)
      throws IOException {
    HttpFetch.Fetched answer =
        fetch.fetch("GET", uri(host, certificates), ACCEPT, new byte[0], LARGEST_ANSWER);
    if (!isSuccess(answer.status())) {
      throw new IOException("HTTP status " + answer.status());
    }
    List<OcspResponse> responses = parse(answer);
    if (responses.size() != certificates.size()) {
      throw new Fault(
          FaultCode.INTERNAL_ERROR,
          "Could not get all OCSP responses from server (expected "
              + certificates.size()
              + ", but got "
              + responses.size()
              + ")");
    }
    return responses;
  }

  private static boolean isSuccess(int status) {
    return (status >= 200 && status <= 208) || status == 226;
  }

  private URI uri(InetAddress host, List<X509Certificate> certificates) {
    String query =
        certificates.stream()
            .map(each ->
                "cert="
                    + Certificates.sha1Hex(each)
                    + "&cert_hash="
                    + Certificates.sha256(each).hex())
            .collect(Collectors.joining("&"));
    return URI.create("http://" + literal(host) + ":" + port + "/?" + query);
  }

  private static String literal(InetAddress host) {
    return host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
  }

  private static List<OcspResponse> parse(HttpFetch.Fetched answer) throws IOException {
    ContentType type = ContentType.parse(answer.headers().first("content-type").orElse(""));
    MultipartReader parts =
        new MultipartReader(new ByteArrayInputStream(answer.body()), type.boundary());
    List<OcspResponse> responses = new ArrayList<>();
    while (parts.next()) {
      responses.add(OcspResponse.parse(parts.readBody(OcspResponse.MAX_BYTES)));
    }
    return responses;
  }
}
