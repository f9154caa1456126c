// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.io.IOException;
import java.security.PublicKey;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.KeyUse;

/**
 * Writes PKCS #10 requests. The key usage asked for is the one the certificate needs and no more:
 * the reference implementation also asks for keyCertSign in signing certificates, which no
 * authority should give to anything but an authority.
 */
final class CertificateRequests {
  private CertificateRequests() {}

  static byte[] of(
      String subject, Optional<String> dnsName, KeyUse use, PublicKey key, SigningKey signer) {
    try {
      var extensions = new ExtensionsGenerator();
      extensions.addExtension(Extension.keyUsage, true, keyUsage(use));
      if (dnsName.isPresent()) {
        var name = new GeneralName(GeneralName.dNSName, dnsName.get());
        extensions.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(name));
      }
      return new PKCS10CertificationRequestBuilder(
              new X500Name(subject), SubjectPublicKeyInfo.getInstance(key.getEncoded()))
          .addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate())
          .build(new TokenContentSigner(signer))
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("a certificate request cannot be encoded", e);
    }
  }

  private static KeyUsage keyUsage(KeyUse use) {
    return switch (use) {
      case SIGNING -> new KeyUsage(KeyUsage.nonRepudiation);
      case AUTHENTICATION ->
          new KeyUsage(
              KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.dataEncipherment);
    };
  }
}
