// SPDX-License-Identifier: MIT

package org.postroad.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;

/** A key pair and the certificate somebody issued for it. */
public record TestKey(KeyPair pair, X509Certificate certificate) {

  /** A fresh P-256 key pair, the fastest kind to make. */
  public static KeyPair newPair() {
    return newPair("EC");
  }

  /** A fresh pair, {@code EC} (P-256) or {@code RSA} (2048 bits). */
  public static KeyPair newPair(String kind) {
    try {
      var generator = KeyPairGenerator.getInstance(kind);
      if (kind.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public PublicKey publicKey() {
    return pair.getPublic();
  }

  public PrivateKey privateKey() {
    return pair.getPrivate();
  }

  /** A signer with SHA-512 and the algorithm of this key. */
  public SigningKey signer() {
    return signer(
        publicKey().getAlgorithm().equals("EC")
            ? SignatureAlgorithm.ECDSA_SHA512
            : SignatureAlgorithm.RSA_SHA512);
  }

  public SigningKey signer(SignatureAlgorithm algorithm) {
    return new Signer(privateKey(), algorithm);
  }

  private record Signer(PrivateKey key, SignatureAlgorithm algorithm) implements SigningKey {
    @Override
    public byte[] sign(byte[] data) {
      try {
        Signature signature = algorithm.newSigner(key);
        signature.update(data);
        return signature.sign();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
