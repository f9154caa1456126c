// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Where to ask for the status of a certificate: the responders configured for its issuer in their
 * order, then what the certificate itself says (C44). The addresses are as written there, not
 * checked; only http and https ones are given.
 */
public final class OcspLocations {
  private OcspLocations() {}

  /** The certificate's own responders after those configured for its issuer. */
  public static List<String> of(X509Certificate certificate, List<String> configured) {
    return Stream.concat(configured.stream(), inCertificate(certificate).stream())
        .filter(url -> url.startsWith("http://") || url.startsWith("https://"))
        .distinct()
        .toList();
  }

  private static List<String> inCertificate(X509Certificate certificate) {
    byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
    if (extension == null) {
      return List.of();
    }
    try {
      byte[] value = ASN1OctetString.getInstance(extension).getOctets();
      if (!DerShape.isOneValue(value, Certificates.MAX_BYTES)) {
        return List.of();
      }
      return Arrays.stream(AuthorityInformationAccess.getInstance(value).getAccessDescriptions())
          .filter(access -> access.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
          .map(AccessDescription::getAccessLocation)
          .filter(place -> place.getTagNo() == GeneralName.uniformResourceIdentifier)
          .map(place -> place.getName().toString())
          .toList();
    } catch (RuntimeException e) {
      // The library answers malformed structures with exceptions of many kinds.
      return List.of();
    }
  }
}
