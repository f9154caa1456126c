// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/**
 * One certification service approved in the global configuration (A75).
 *
 * @param topCa where chains end; it need not be self-signed
 * @param authenticationOnly certificates of this service never verify a signature (C03)
 */
public record ApprovedAuthority(
    String name,
    X509Certificate topCa,
    List<X509Certificate> intermediates,
    List<OcspResponder> responders,
    CertificateProfile profile,
    boolean authenticationOnly) {

  public ApprovedAuthority {
    intermediates = List.copyOf(intermediates);
    responders = List.copyOf(responders);
  }

  /** The top certificate, then the intermediate ones. */
  public List<X509Certificate> certificates() {
    return Stream.concat(Stream.of(topCa), intermediates.stream()).toList();
  }
}
