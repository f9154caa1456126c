// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPRequest;
import org.bouncycastle.asn1.ocsp.Request;
import org.bouncycastle.asn1.ocsp.TBSRequest;
import org.bouncycastle.asn1.x509.Extensions;

/**
 * The question put to an OCSP responder: DER, one certificate, SHA-1 CertID, not signed, no nonce
 * (C40). It is sent as {@code POST} with {@code application/ocsp-request}.
 */
public final class OcspRequest {
  private OcspRequest() {}

  public static byte[] forCertificate(X509Certificate certificate, X509Certificate issuer) {
    var request = new Request(OcspCertId.of(certificate, issuer), null);
    var body = new TBSRequest(null, new DERSequence(request), (Extensions) null);
    try {
      return new OCSPRequest(body, null).getEncoded(ASN1Encoding.DER);
    } catch (IOException e) {
      throw new IllegalStateException("an OCSP request cannot be encoded", e);
    }
  }
}
