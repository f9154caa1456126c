// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.management.SubmittedRequest.Plain;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.protocol.management.SubmittedRequest.Signed;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.ContentType;
import org.postroad.protocol.mime.MultipartReader;

/**
 * Reads a request from the body of an HTTP message. All parts must be there, in their order and
 * none besides, before the body of the SOAP message is looked at; nothing is verified (B20 to B25).
 */
public final class RequestReader {
  /** The largest body that is read (B05). */
  public static final int MOST_BYTES = 100_000;

  private static final String RELATED = "multipart/related";

  private final MultipartReader parts;

  private RequestReader(MultipartReader parts) {
    this.parts = parts;
  }

  /** The parameter {@code type} of a multipart is not asked: it contradicts the parts (B20). */
  public static SubmittedRequest read(InputStream in, String contentType) throws IOException {
    ContentType type = ContentType.parse(contentType);
    var bounded = new BoundedBody(in, MOST_BYTES);
    if (!type.is(RELATED)) {
      return plain(SoapMessage.parse(bounded.readAllBytes(), contentType));
    }
    var parts = new MultipartReader(bounded, type.boundary());
    if (!parts.next()) {
      throw missing("Request contains no SOAP message");
    }
    String partType = parts.headers().single("content-type").orElse("");
    if (partType.isEmpty()) {
      throw new Fault(FaultCode.INVALID_CONTENT_TYPE, "The part of the message has no type");
    }
    SoapMessage soap = SoapMessage.parse(parts.body().readAllBytes(), partType);
    return new RequestReader(parts).rest(soap);
  }

  private static Plain plain(SoapMessage soap) {
    if (ManagementMessage.serviceOf(soap).isSigned()) {
      throw missing("Signature is missing");
    }
    return new Plain(ManagementMessage.parse(soap));
  }

  private SubmittedRequest rest(SoapMessage soap) throws IOException {
    ManagementService service = ManagementMessage.serviceOf(soap);
    if (service == ManagementService.AUTH_CERT_REG) {
      return registration(soap);
    }
    if (service.isSigned()) {
      OctetSignature signature = signature("Client signature");
      MemberProof proof = proof(signature, "Client certificate");
      end();
      return new Signed(ManagementMessage.parse(soap), proof);
    }
    end();
    return plain(soap);
  }

  private Registration registration(SoapMessage soap) throws IOException {
    OctetSignature possession = signature("Auth signature");
    OctetSignature owner = signature("Owner signature");
    byte[] authCert = octets("Auth certificate is missing");
    MemberProof proof = proof(owner, "Owner certificate");
    end();
    X509Certificate certificate = Certificates.parse(authCert);
    return new Registration(ManagementMessage.parse(soap), possession, certificate, proof);
  }

  private MemberProof proof(OctetSignature signature, String what) throws IOException {
    byte[] certificate = octets(what + " is missing");
    byte[] ocspResponse = octets(what + " OCSP is missing");
    return new MemberProof(signature, Certificates.parse(certificate), ocspResponse);
  }

  private OctetSignature signature(String what) throws IOException {
    if (!parts.next()) {
      throw missing(what + " algorithm id is missing");
    }
    String name =
        parts
            .headers()
            .single(RequestWriter.ALGORITHM)
            .orElseThrow(() -> missing(what + " algorithm id is missing"));
    SignatureAlgorithm algorithm =
        SignatureAlgorithm.ofJcaName(name)
            .orElseThrow(() ->
                new Fault(
                    FaultCode.UNSUPPORTED_SIGN_ALGORITHM,
                    what + " is by an algorithm that is not accepted"));
    return new OctetSignature(algorithm, body(what + " is missing"));
  }

  private byte[] octets(String missing) throws IOException {
    if (!parts.next()) {
      throw missing(missing);
    }
    return body(missing);
  }

  private byte[] body(String missing) throws IOException {
    byte[] bytes = parts.body().readAllBytes();
    if (bytes.length == 0) {
      throw missing(missing);
    }
    return bytes;
  }

  private void end() throws IOException {
    if (parts.next()) {
      throw new Fault(FaultCode.INVALID_REQUEST, "Unexpected content in multipart");
    }
  }

  private static Fault missing(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
