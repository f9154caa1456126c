// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Tells signing certificates from authentication certificates by their extensions (C-014, C04, C05,
 * D-043). A certificate without the extensions is neither.
 */
public final class KeyUsages {
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int NON_REPUDIATION = 1;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int DATA_ENCIPHERMENT = 3;

  private KeyUsages() {}

  /** Whether the certificate may sign messages: key usage nonRepudiation is set. */
  public static boolean isSigning(X509Certificate certificate) {
    return has(certificate, NON_REPUDIATION);
  }

  /**
   * Whether the certificate may identify a security server: extended key usage clientAuth, or one
   * of digitalSignature, keyEncipherment and dataEncipherment.
   */
  public static boolean isAuthentication(X509Certificate certificate) {
    return extendedKeyUsages(certificate).contains(CLIENT_AUTHENTICATION)
        || has(certificate, DIGITAL_SIGNATURE)
        || has(certificate, KEY_ENCIPHERMENT)
        || has(certificate, DATA_ENCIPHERMENT);
  }

  /**
   * The one use of a certificate that is to be taken into service; both or neither is refused
   * (C06).
   */
  public static KeyUse useOf(X509Certificate certificate) {
    boolean signing = isSigning(certificate);
    if (signing == isAuthentication(certificate)) {
      throw new Fault(
          FaultCode.INCORRECT_CERTIFICATE,
          "Certificate "
              + Certificates.displayName(certificate)
              + (signing
                  ? " is both a signing and an authentication certificate"
                  : " is neither a signing nor an authentication certificate"));
    }
    return signing ? KeyUse.SIGNING : KeyUse.AUTHENTICATION;
  }

  static List<String> extendedKeyUsages(X509Certificate certificate) {
    try {
      @Nullable List<String> usages = certificate.getExtendedKeyUsage();
      return usages == null ? List.of() : usages;
    } catch (CertificateParsingException e) {
      throw new Fault(
          FaultCode.INCORRECT_CERTIFICATE,
          "Extended key usage of certificate "
              + Certificates.displayName(certificate)
              + " cannot be read",
          e);
    }
  }

  private static boolean has(X509Certificate certificate, int bit) {
    boolean @Nullable [] usage = certificate.getKeyUsage();
    return usage != null && usage[bit];
  }
}
