// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * An approved certification service: a top authority, the intermediate ones under it and how names
 * in its certificates are to be read.
 *
 * <p>Bytes: element {@code approvedCA}, rows A75 to A78. Authority certificates may arrive as
 * base64 of PEM text; they are always written as DER (A77).
 */
public record CertificationService(
    String name,
    boolean authenticationOnly,
    Authority top,
    List<Authority> intermediates,
    String certificateProfile,
    Optional<RequestFormat> defaultRequestFormat,
    Optional<AcmeServer> acmeServer) {

  public CertificationService {
    intermediates = List.copyOf(intermediates);
  }

  /** One authority and the services that answer for the certificates it issued. */
  public record Authority(X509Certificate certificate, List<OcspService> ocspServices) {
    public Authority {
      ocspServices = List.copyOf(ocspServices);
    }
  }

  /** Where to ask; the certificate is the responder's own when it is not found otherwise. */
  public record OcspService(
      String url,
      Optional<X509Certificate> certificate,
      Optional<SharedParameters.CostType> cost) {}

  /** The form of certificate requests this service prefers (version 6). */
  public enum RequestFormat {
    PEM,
    DER
  }

  /** Automatic issuing (version 3; the profile ids version 4). */
  public record AcmeServer(
      String directoryUrl,
      Optional<String> ipAddress,
      Optional<String> authenticationProfileId,
      Optional<String> signingProfileId) {}
}
