// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;

/** The algorithms this room takes from others: SHA-2 digests, with RSA or ECDSA. */
final class Oids {
  private static final Map<ASN1ObjectIdentifier, DigestAlgorithm> DIGESTS =
      Map.of(
          NISTObjectIdentifiers.id_sha256, DigestAlgorithm.SHA256,
          NISTObjectIdentifiers.id_sha384, DigestAlgorithm.SHA384,
          NISTObjectIdentifiers.id_sha512, DigestAlgorithm.SHA512);

  private static final Map<ASN1ObjectIdentifier, SignatureAlgorithm> SIGNATURES =
      Map.of(
          PKCSObjectIdentifiers.sha256WithRSAEncryption, SignatureAlgorithm.RSA_SHA256,
          PKCSObjectIdentifiers.sha384WithRSAEncryption, SignatureAlgorithm.RSA_SHA384,
          PKCSObjectIdentifiers.sha512WithRSAEncryption, SignatureAlgorithm.RSA_SHA512,
          X9ObjectIdentifiers.ecdsa_with_SHA256, SignatureAlgorithm.ECDSA_SHA256,
          X9ObjectIdentifiers.ecdsa_with_SHA384, SignatureAlgorithm.ECDSA_SHA384,
          X9ObjectIdentifiers.ecdsa_with_SHA512, SignatureAlgorithm.ECDSA_SHA512);

  /** CMS may name the bare key algorithm, next to a digest algorithm. */
  private static final Set<ASN1ObjectIdentifier> KEYS =
      Set.of(PKCSObjectIdentifiers.rsaEncryption, X9ObjectIdentifiers.id_ecPublicKey);

  private Oids() {}

  static Optional<SignatureAlgorithm> signature(AlgorithmIdentifier algorithm) {
    return isPss(algorithm)
        ? pss(RSASSAPSSparams.getInstance(algorithm.getParameters()))
        : Optional.ofNullable(SIGNATURES.get(algorithm.getAlgorithm()));
  }

  static boolean isAcceptedCmsSignature(AlgorithmIdentifier algorithm) {
    return KEYS.contains(algorithm.getAlgorithm()) || signature(algorithm).isPresent();
  }

  static boolean isPss(AlgorithmIdentifier algorithm) {
    return algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_RSASSA_PSS);
  }

  static Optional<DigestAlgorithm> digest(ASN1ObjectIdentifier algorithm) {
    return Optional.ofNullable(DIGESTS.get(algorithm));
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

  /** Only the usual parameters: MGF1 with the same digest, salt as long as the digest. */
  private static Optional<SignatureAlgorithm> pss(RSASSAPSSparams parameters) {
    ASN1ObjectIdentifier hash = parameters.getHashAlgorithm().getAlgorithm();
    AlgorithmIdentifier mask = parameters.getMaskGenAlgorithm();
    boolean usual =
        mask.getAlgorithm().equals(PKCSObjectIdentifiers.id_mgf1)
            && AlgorithmIdentifier.getInstance(mask.getParameters()).getAlgorithm().equals(hash);
    return digest(hash)
        .filter(digest -> usual && parameters.getSaltLength().intValueExact() == digest.length())
        .map(digest ->
            switch (digest) {
              case SHA256 -> SignatureAlgorithm.RSA_PSS_SHA256;
              case SHA384 -> SignatureAlgorithm.RSA_PSS_SHA384;
              default -> SignatureAlgorithm.RSA_PSS_SHA512;
            });
  }
}
