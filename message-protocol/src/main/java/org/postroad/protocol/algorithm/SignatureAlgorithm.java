// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import static org.postroad.protocol.algorithm.DigestAlgorithm.SHA256;
import static org.postroad.protocol.algorithm.DigestAlgorithm.SHA384;
import static org.postroad.protocol.algorithm.DigestAlgorithm.SHA512;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Optional;

/**
 * The allow list of signature algorithms with their XML identifiers (D-011).
 *
 * <p>There is no constant for SHA-1, SHA-224, MD5, DSA or any HMAC, so nothing past the parser can
 * ask for them. RSASSA-PSS always means MGF1 with the same digest and a salt as long as the digest,
 * which is what its XML identifiers stand for.
 */
public enum SignatureAlgorithm {
  RSA_SHA256(Family.RSA, SHA256, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
  RSA_SHA384(Family.RSA, SHA384, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"),
  RSA_SHA512(Family.RSA, SHA512, "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
  RSA_PSS_SHA256(Family.PSS, SHA256, "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"),
  RSA_PSS_SHA384(Family.PSS, SHA384, "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"),
  RSA_PSS_SHA512(Family.PSS, SHA512, "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"),
  ECDSA_SHA256(Family.ECDSA, SHA256, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
  ECDSA_SHA384(Family.ECDSA, SHA384, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"),
  ECDSA_SHA512(Family.ECDSA, SHA512, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");

  /** RSA keys below this are refused (D-013). */
  public static final int MINIMUM_RSA_BITS = 2048;

  private static final int MAXIMUM_RSA_BITS = 8192;
  private static final BigInteger MINIMUM_RSA_EXPONENT = BigInteger.valueOf(65537);
  private static final int MAXIMUM_RSA_EXPONENT_BITS = 256;

  private enum Family {
    RSA,
    PSS,
    ECDSA
  }

  private final Family family;
  private final DigestAlgorithm digest;
  private final String uri;

  SignatureAlgorithm(Family family, DigestAlgorithm digest, String uri) {
    this.family = family;
    this.digest = digest;
    this.uri = uri;
  }

  /** The algorithm with this XML identifier; spelling is exact. */
  public static Optional<SignatureAlgorithm> ofUri(String uri) {
    for (var algorithm : values()) {
      if (algorithm.uri.equals(uri)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The algorithm with this {@link #jcaName()}, letter case ignored. */
  public static Optional<SignatureAlgorithm> ofJcaName(String name) {
    for (var algorithm : values()) {
      if (algorithm.jcaName().equalsIgnoreCase(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The identifier used in {@code ds:SignatureMethod}. */
  public String uri() {
    return uri;
  }

  /**
   * The common name: {@code SHA512withRSA}, {@code SHA512withRSAandMGF1}, {@code SHA512withECDSA}.
   *
   * <p>The JDK does not know the PSS one; {@link #newSigner} and {@link #newVerifier} do.
   */
  public String jcaName() {
    return digest.name()
        + switch (family) {
          case RSA -> "withRSA";
          case PSS -> "withRSAandMGF1";
          case ECDSA -> "withECDSA";
        };
  }

  /** The digest inside, also used for the references of a signature (D-009). */
  public DigestAlgorithm digest() {
    return digest;
  }

  /** Whether values are raw r‖s in XML and DER everywhere else (D-012). */
  public boolean isEcdsa() {
    return family == Family.ECDSA;
  }

  /**
   * Whether this key is of the right kind and strong enough: RSA of 2048 to 8192 bits with an odd
   * exponent of at least 65537, or a point on P-256, P-384 or P-521.
   */
  public boolean fits(PublicKey key) {
    return switch (family) {
      case RSA -> key.getAlgorithm().equals("RSA") && isStrongRsa(key);
      case PSS ->
          (key.getAlgorithm().equals("RSA") || key.getAlgorithm().equals("RSASSA-PSS"))
              && isStrongRsa(key);
      case ECDSA -> EllipticCurve.of(key).isPresent();
    };
  }

  private static boolean isStrongRsa(PublicKey key) {
    if (!(key instanceof RSAPublicKey rsa)) {
      return false;
    }
    int bits = rsa.getModulus().bitLength();
    BigInteger exponent = rsa.getPublicExponent();
    return bits >= MINIMUM_RSA_BITS
        && bits <= MAXIMUM_RSA_BITS
        && exponent.testBit(0)
        && exponent.compareTo(MINIMUM_RSA_EXPONENT) >= 0
        && exponent.bitLength() <= MAXIMUM_RSA_EXPONENT_BITS;
  }

  /** A JCA signature ready for {@code update} and {@code sign}. */
  public Signature newSigner(PrivateKey key) throws InvalidKeyException {
    var signature = newSignature(Signature::getInstance);
    signature.initSign(key);
    return signature;
  }

  /** The same with a key that only its own provider can use. */
  public Signature newSigner(PrivateKey key, Provider provider) throws InvalidKeyException {
    var signature = newSignature(name -> Signature.getInstance(name, provider));
    signature.initSign(key);
    return signature;
  }

  /** A JCA signature ready for {@code update} and {@code verify}; ECDSA values are DER. */
  public Signature newVerifier(PublicKey key) throws InvalidKeyException {
    requireFit(key);
    return verifierOf(key);
  }

  private Signature verifierOf(PublicKey key) throws InvalidKeyException {
    var signature = newSignature(Signature::getInstance);
    signature.initVerify(key);
    return signature;
  }

  private void requireFit(PublicKey key) throws InvalidKeyException {
    if (!fits(key)) {
      throw new InvalidKeyException(
          "A key of kind " + key.getAlgorithm() + " does not fit " + jcaName());
    }
  }

  /**
   * Whether {@code value}, in the form of JCA, is the signature of this key over {@code data}. The
   * native provider may say yes; a no is always the word of the JDK.
   *
   * @throws InvalidKeyException when the key does not fit
   */
  public boolean verifies(PublicKey key, byte[] data, byte[] value) throws InvalidKeyException {
    requireFit(key);
    return NativeCryptography.provider().stream().anyMatch(by -> accepts(by, key, data, value))
        || accepts(verifierOf(key), data, value);
  }

  private boolean accepts(Provider provider, PublicKey key, byte[] data, byte[] value) {
    try {
      var signature = newSignature(name -> Signature.getInstance(name, provider));
      signature.initVerify(key);
      return accepts(signature, data, value);
    } catch (InvalidKeyException e) {
      return false;
    }
  }

  private static boolean accepts(Signature signature, byte[] data, byte[] value) {
    try {
      signature.update(data);
      return signature.verify(value);
    } catch (SignatureException malformedValue) {
      return false;
    }
  }

  private interface Factory {
    Signature named(String name) throws NoSuchAlgorithmException;
  }

  private Signature newSignature(Factory factory) {
    try {
      if (family != Family.PSS) {
        return factory.named(jcaName());
      }
      var signature = factory.named("RSASSA-PSS");
      signature.setParameter(
          new PSSParameterSpec(
              digest.jcaName(),
              "MGF1",
              new MGF1ParameterSpec(digest.jcaName()),
              digest.length(),
              PSSParameterSpec.TRAILER_FIELD_BC));
      return signature;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("There is no " + jcaName() + " here", e);
    }
  }

  /** Octets of one coordinate of the curve of an EC key: 32, 48 or 66. */
  public static int fieldBytes(Key key) {
    return EllipticCurve.of(key)
        .orElseThrow(
            () -> new IllegalArgumentException("Not a key on an allowed curve: " + kind(key)))
        .fieldBytes();
  }

  private static String kind(Key key) {
    return key instanceof ECKey ec ? "EC over " + ec.getParams() : key.getAlgorithm();
  }

  /**
   * From the DER value of JCA to the r‖s of XML.
   *
   * @throws IllegalArgumentException when it is not minimal DER of two positive numbers that fit
   */
  public static byte[] derToRaw(byte[] der, int fieldBytes) {
    return EcdsaValue.derToRaw(der, fieldBytes);
  }

  /**
   * From the r‖s of XML to the DER value of JCA.
   *
   * @throws IllegalArgumentException when the length is wrong or a half is zero
   */
  public static byte[] rawToDer(byte[] raw, int fieldBytes) {
    return EcdsaValue.rawToDer(raw, fieldBytes);
  }
}
