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
import java.util.Optional;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
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

  /**
   * For the builders of Bouncy Castle; the algorithm by default is SHA-256 with this kind of key.
   */
  ContentSigner contentSigner(Optional<String> algorithm) throws OperatorCreationException {
    boolean ec = publicKey().getAlgorithm().equals("EC");
    String name = algorithm.orElse(ec ? "SHA256withECDSA" : "SHA256withRSA");
    var builder = new JcaContentSignerBuilder(name);
    if (name.endsWith("MGF1")) {
      builder.setProvider(new BouncyCastleProvider());
    }
    return builder.build(privateKey());
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
