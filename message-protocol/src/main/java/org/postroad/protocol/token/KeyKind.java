// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SignatureAlgorithm;

/** The kinds of keys a token holds (C65). */
public enum KeyKind {
  RSA_2048("RSA", 2048),
  RSA_3072("RSA", 3072),
  RSA_4096("RSA", 4096),
  EC_P256("EC", 256),
  EC_P384("EC", 384);

  private final String jcaName;
  private final int bits;

  KeyKind(String jcaName, int bits) {
    this.jcaName = jcaName;
    this.bits = bits;
  }

  /** The kind of a key, if it is one of these and strong enough to sign. */
  public static Optional<KeyKind> of(PublicKey key) {
    return Arrays.stream(values())
        .filter(kind -> kind.bits == bits(key))
        .filter(kind -> kind.signatureAlgorithm(DigestAlgorithm.SHA256).fits(key))
        .findFirst();
  }

  /** The usual signature algorithm of this kind with a digest of SHA-256 or better. */
  public SignatureAlgorithm signatureAlgorithm(DigestAlgorithm digest) {
    return signatureAlgorithm(digest, RsaPadding.PKCS1);
  }

  /** The same with the padding that the token is to use for RSA. */
  public SignatureAlgorithm signatureAlgorithm(DigestAlgorithm digest, RsaPadding padding) {
    if (!isRsa()) {
      return ecdsa(digest);
    }
    return switch (padding) {
      case PKCS1 -> rsa(digest);
      case PSS -> pss(digest);
    };
  }

  private static SignatureAlgorithm rsa(DigestAlgorithm digest) {
    return switch (digest) {
      case SHA256 -> SignatureAlgorithm.RSA_SHA256;
      case SHA384 -> SignatureAlgorithm.RSA_SHA384;
      case SHA512 -> SignatureAlgorithm.RSA_SHA512;
      case SHA1, SHA224 -> throw tooWeak(digest);
    };
  }

  private static SignatureAlgorithm pss(DigestAlgorithm digest) {
    return switch (digest) {
      case SHA256 -> SignatureAlgorithm.RSA_PSS_SHA256;
      case SHA384 -> SignatureAlgorithm.RSA_PSS_SHA384;
      case SHA512 -> SignatureAlgorithm.RSA_PSS_SHA512;
      case SHA1, SHA224 -> throw tooWeak(digest);
    };
  }

  private static SignatureAlgorithm ecdsa(DigestAlgorithm digest) {
    return switch (digest) {
      case SHA256 -> SignatureAlgorithm.ECDSA_SHA256;
      case SHA384 -> SignatureAlgorithm.ECDSA_SHA384;
      case SHA512 -> SignatureAlgorithm.ECDSA_SHA512;
      case SHA1, SHA224 -> throw tooWeak(digest);
    };
  }

  private static IllegalArgumentException tooWeak(DigestAlgorithm digest) {
    return new IllegalArgumentException(digest + " is not for signing");
  }

  boolean isRsa() {
    return jcaName.equals("RSA");
  }

  KeyPair generate(SecureRandom random) {
    try {
      return generate(KeyPairGenerator.getInstance(jcaName), random);
    } catch (NoSuchAlgorithmException | InvalidAlgorithmParameterException e) {
      throw new IllegalStateException(this + " keys are not available in this JDK", e);
    }
  }

  /** Has a device make a key pair; the private half is a handle. */
  KeyPair generate(SecureRandom random, Provider device) throws GeneralSecurityException {
    return generate(KeyPairGenerator.getInstance(jcaName, device), random);
  }

  private KeyPair generate(KeyPairGenerator generator, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    generator.initialize(parameters(), random);
    return generator.generateKeyPair();
  }

  private AlgorithmParameterSpec parameters() {
    return switch (this) {
      case RSA_2048, RSA_3072, RSA_4096 ->
          new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4);
      case EC_P256 -> new ECGenParameterSpec("secp256r1");
      case EC_P384 -> new ECGenParameterSpec("secp384r1");
    };
  }

  private static int bits(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> rsa.getModulus().bitLength();
      case ECPublicKey ec -> ec.getParams().getCurve().getField().getFieldSize();
      default -> 0;
    };
  }
}
