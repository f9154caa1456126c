// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.util.CollectionStore;

/**
 * Completes a time-stamp token with its signer's certificate, which the signature does not cover.
 */
final class TokenCertificates {
  private TokenCertificates() {}

  /** The token with the certificate in it, or nothing when it is in it already. */
  static Optional<byte[]> add(CMSSignedData signed, X509Certificate certificate) {
    try {
      X509CertificateHolder added = new JcaX509CertificateHolder(certificate);
      Collection<X509CertificateHolder> present = signed.getCertificates().getMatches(null);
      if (present.contains(added)) {
        return Optional.empty();
      }
      List<X509CertificateHolder> all = new ArrayList<>(present);
      all.add(added);
      return Optional.of(
          CMSSignedData.replaceCertificatesAndCRLs(
                  signed,
                  new CollectionStore<>(all),
                  signed.getAttributeCertificates(),
                  signed.getCRLs())
              .getEncoded());
    } catch (CMSException | CertificateEncodingException | IOException e) {
      throw new IllegalStateException("a certificate cannot be added to a time-stamp token", e);
    }
  }
}
