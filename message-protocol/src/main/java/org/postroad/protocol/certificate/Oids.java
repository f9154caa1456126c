// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** The algorithms this room takes from others: SHA-2 digests, with RSA or ECDSA. */
final class Oids {
  private static final Set<ASN1ObjectIdentifier> SIGNATURES =
      Set.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption,
          PKCSObjectIdentifiers.sha384WithRSAEncryption,
          PKCSObjectIdentifiers.sha512WithRSAEncryption,
          PKCSObjectIdentifiers.id_RSASSA_PSS,
          X9ObjectIdentifiers.ecdsa_with_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512);

  private Oids() {}

  static boolean isAcceptedSignature(ASN1ObjectIdentifier algorithm) {
    return SIGNATURES.contains(algorithm);
  }

  /** As above, and the bare key algorithms which CMS allows next to a digest algorithm. */
  static boolean isAcceptedCmsSignature(ASN1ObjectIdentifier algorithm) {
    return isAcceptedSignature(algorithm)
        || algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)
        || algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey);
  }

  static Optional<DigestAlgorithm> digest(ASN1ObjectIdentifier algorithm) {
    if (algorithm.equals(NISTObjectIdentifiers.id_sha256)) {
      return Optional.of(DigestAlgorithm.SHA256);
    }
    if (algorithm.equals(NISTObjectIdentifiers.id_sha384)) {
      return Optional.of(DigestAlgorithm.SHA384);
    }
    if (algorithm.equals(NISTObjectIdentifiers.id_sha512)) {
      return Optional.of(DigestAlgorithm.SHA512);
    }
    return Optional.empty();
  }

  static ASN1ObjectIdentifier of(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case SHA256 -> NISTObjectIdentifiers.id_sha256;
      case SHA384 -> NISTObjectIdentifiers.id_sha384;
      case SHA512 -> NISTObjectIdentifiers.id_sha512;
      case SHA1, SHA224 ->
          throw new IllegalArgumentException(algorithm + " is not for new time-stamps");
    };
  }
}
