// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.random.RandomGenerator;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.mime.MultipartWriter;

/**
 * A request as the body of an HTTP message: the SOAP message alone, or a multipart with it and raw
 * octets behind it (B20, B21, B24, B25).
 *
 * <pre>{@code
 * Content-Type: multipart/related; type="application/octet-stream"; charset=UTF-8; boundary=B
 *
 * SOAP message, signature, certificate, OCSP response
 * SOAP message, signature by the authentication key, signature of the owner, authentication
 *   certificate, signing certificate, OCSP response
 * }</pre>
 */
public final class RequestWriter {
  static final String ALGORITHM = "signature-algorithm-id";
  static final String SOAP_TYPE = "text/xml; charset=UTF-8";

  private static final Headers SOAP = Headers.of("content-type", SOAP_TYPE);
  private static final Headers OCTETS = Headers.of("content-type", "application/octet-stream");

  /**
   * The body of an HTTP request.
   *
   * @param bytes not to be written to
   */
  public record Written(String contentType, byte[] bytes) {}

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(8192);
  private final MultipartWriter parts;

  private RequestWriter(String boundary) {
    this.parts = MultipartWriter.guarded(out, boundary);
  }

  /** Writes a request; the boundary is drawn anew each time. */
  public static Written write(SubmittedRequest request, RandomGenerator random) {
    try {
      return switch (request) {
        case Plain plain -> new Written(SOAP_TYPE, plain.message().soap().bytes());
        case Signed signed -> multipart(signed, MultipartWriter.boundary("jetty", random));
        case Registration registration ->
            multipart(registration, MultipartWriter.boundary("xroad", random));
      };
    } catch (IOException impossibleInMemory) {
      throw new UncheckedIOException(impossibleInMemory);
    }
  }

  private static Written multipart(Signed request, String boundary) throws IOException {
    var writer = new RequestWriter(boundary);
    writer.soap(request.message());
    writer.signature(request.signer().signature());
    writer.evidence(request.signer());
    return writer.end(boundary);
  }

  private static Written multipart(Registration request, String boundary) throws IOException {
    var writer = new RequestWriter(boundary);
    writer.soap(request.message());
    writer.signature(request.possession());
    writer.signature(request.owner().signature());
    writer.parts.part(OCTETS, Certificates.encoded(request.authCert()));
    writer.evidence(request.owner());
    return writer.end(boundary);
  }

  private void soap(ManagementMessage message) throws IOException {
    parts.part(SOAP, message.soap().bytes());
  }

  private void signature(OctetSignature signature) throws IOException {
    parts.part(OCTETS.with(ALGORITHM, signature.algorithm().jcaName()), signature.value());
  }

  private void evidence(MemberProof proof) throws IOException {
    parts.part(OCTETS, Certificates.encoded(proof.certificate()));
    parts.part(OCTETS, proof.ocspResponse());
  }

  private Written end(String boundary) throws IOException {
    parts.end();
    return new Written(
        "multipart/related; type=\"application/octet-stream\"; charset=UTF-8; boundary=" + boundary,
        out.toByteArray());
  }
}
