// SPDX-License-Identifier: MIT
package org.postroad.securityserver.consumer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.OcspResponse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.MultipartReader;
import org.postroad.securityserver.net.HttpFetch;

/**
 * Asks another security server for the OCSP responses of its certificates: {@code GET
 * /?cert=<sha1>&cert_hash=<sha256>…} on the OCSP port of the address just connected to (C-018 to
 * C-022).
 */
final class PeerOcsp {

  private static final int LARGEST_ANSWER = 256 * 1024;

  private final HttpFetch fetch;
  private final int port;

  PeerOcsp(HttpFetch fetch, int port) {
    this.fetch = fetch;
    this.port = port;
  }

  /** The responses in the order of the certificates; their content is still to be verified. */
  List<OcspResponse> fetch(String host, List<X509Certificate> certificates) throws IOException {
    HttpFetch.Fetched answer = fetch.get(uri(host, certificates), LARGEST_ANSWER);
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

  private URI uri(String host, List<X509Certificate> certificates) {
    String query =
        certificates.stream()
            .map(each ->
                "cert="
                    + Certificates.sha1Hex(each)
                    + "&cert_hash="
                    + Certificates.sha256(each).hex())
            .collect(Collectors.joining("&"));
    return URI.create("http://" + host + ":" + port + "/?" + query);
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
