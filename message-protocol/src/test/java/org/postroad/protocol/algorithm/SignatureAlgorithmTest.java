// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureAlgorithmTest {

  private static final byte[] DATA = "data to be signed".getBytes(UTF_8);

  private static KeyPair keys(String kind, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(kind);
    generator.initialize(parameters);
    return generator.generateKeyPair();
  }

  private static KeyPair rsa(int bits, long exponent) throws GeneralSecurityException {
    return keys("RSA", new RSAKeyGenParameterSpec(bits, BigInteger.valueOf(exponent)));
  }

  private static KeyPair ec(String curve) throws GeneralSecurityException {
    return keys("EC", new ECGenParameterSpec(curve));
  }

  @ParameterizedTest
  @EnumSource
  void isFoundByItsNames(SignatureAlgorithm algorithm) {
    assertEquals(Optional.of(algorithm), SignatureAlgorithm.ofUri(algorithm.uri()));
    assertEquals(Optional.of(algorithm), SignatureAlgorithm.ofJcaName(algorithm.jcaName()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#dsa-sha1",
        "http://www.w3.org/2000/09/xmldsig#hmac-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha512",
        "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1",
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha224",
        "http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1",
        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss",
        "http://www.w3.org/2001/04/xmldsig-more#RSA-SHA512",
        ""
      })
  void knowsNoWeakAlgorithm(String uri) {
    assertEquals(Optional.empty(), SignatureAlgorithm.ofUri(uri));
  }

  @Test
  void verifiesWhatItSignedWithEveryKeyItFits() throws Exception {
    var rsa = rsa(2048, 65537);
    var curves = List.of(ec("secp256r1"), ec("secp384r1"), ec("secp521r1"));
    for (var algorithm : SignatureAlgorithm.values()) {
      for (var pair : algorithm.isEcdsa() ? curves : List.of(rsa)) {
        assertTrue(algorithm.fits(pair.getPublic()), algorithm.name());
        var signer = algorithm.newSigner(pair.getPrivate());
        signer.update(DATA);
        byte[] value = signer.sign();
        var verifier = algorithm.newVerifier(pair.getPublic());
        verifier.update(DATA);
        assertTrue(verifier.verify(value), algorithm.name());
        verifier.update(DATA, 1, DATA.length - 1);
        assertFalse(verifier.verify(value), algorithm.name());
      }
    }
  }

  @Test
  void pssHasSaltAsLongAsTheDigest() throws Exception {
    var rsa = rsa(2048, 65537);
    var signer = SignatureAlgorithm.RSA_PSS_SHA512.newSigner(rsa.getPrivate());
    signer.update(DATA);
    var other = Signature.getInstance("RSASSA-PSS");
    other.setParameter(new PSSParameterSpec("SHA-512", "MGF1", MGF1ParameterSpec.SHA512, 64, 1));
    other.initVerify(rsa.getPublic());
    other.update(DATA);
    assertTrue(other.verify(signer.sign()));
  }

  @Test
  void refusesKeysOfAnotherKindOrTooWeak() throws Exception {
    var weak = rsa(1024, 65537).getPublic();
    var smallExponent = rsa(2048, 3).getPublic();
    var good = rsa(2048, 65537).getPublic();
    var curve = ec("secp256r1").getPublic();
    var edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();
    for (var algorithm : SignatureAlgorithm.values()) {
      for (var key : List.of(weak, smallExponent, edwards, algorithm.isEcdsa() ? good : curve)) {
        assertFalse(algorithm.fits(key), algorithm.name());
        assertThrows(InvalidKeyException.class, () -> algorithm.newVerifier(key));
      }
    }
    var pssOnly = KeyPairGenerator.getInstance("RSASSA-PSS").generateKeyPair().getPublic();
    assertTrue(SignatureAlgorithm.RSA_PSS_SHA256.fits(pssOnly));
    assertFalse(SignatureAlgorithm.RSA_SHA256.fits(pssOnly));
  }

  @Test
  void refusesPointOffTheCurve() throws Exception {
    var key = (ECPublicKey) ec("secp256r1").getPublic();
    var one = BigInteger.ONE;
    var off = new ECPoint(key.getW().getAffineX(), key.getW().getAffineY().add(one));
    assertFalse(SignatureAlgorithm.ECDSA_SHA256.fits(new FixedEcKey(off, key)));
    assertTrue(SignatureAlgorithm.ECDSA_SHA256.fits(new FixedEcKey(key.getW(), key)));
    assertFalse(SignatureAlgorithm.ECDSA_SHA256.fits(new FixedEcKey(ECPoint.POINT_INFINITY, key)));
  }

  private record FixedEcKey(ECPoint point, ECPublicKey like) implements ECPublicKey {
    @Override
    public ECPoint getW() {
      return point;
    }

    @Override
    public ECParameterSpec getParams() {
      return like.getParams();
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return like.getEncoded();
    }
  }

  @Test
  void convertsEcdsaValuesBothWays() throws Exception {
    for (var curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
      var pair = ec(curve);
      int field = SignatureAlgorithm.fieldBytes(pair.getPublic());
      for (int i = 0; i < 100; i++) {
        var signer = SignatureAlgorithm.ECDSA_SHA512.newSigner(pair.getPrivate());
        signer.update(DATA);
        signer.update((byte) i);
        byte[] der = signer.sign();
        byte[] raw = SignatureAlgorithm.derToRaw(der, field);
        assertEquals(2 * field, raw.length);
        assertArrayEquals(der, SignatureAlgorithm.rawToDer(raw, field));
      }
    }
  }

  @Test
  void rawValueIsTheOneOfIeeeP1363() throws Exception {
    var pair = ec("secp256r1");
    var raw = Signature.getInstance("SHA256withECDSAinP1363Format");
    raw.initSign(pair.getPrivate());
    raw.update(DATA);
    var verifier = SignatureAlgorithm.ECDSA_SHA256.newVerifier(pair.getPublic());
    verifier.update(DATA);
    assertTrue(verifier.verify(SignatureAlgorithm.rawToDer(raw.sign(), 32)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "30",
        "3006020101020101ff",
        "300602010102010100",
        "3105020101020101",
        "30060201000201",
        "3006020100020101",
        "3006020101020100",
        "30060201ff020101",
        "300702020001020101",
        "30810602010102010100",
        "308106020101020101",
        "3008020200800201010000",
        "3003020101",
        "30060201010301aa",
        "300602010182010102",
        "30068201010201",
        "3006020201010201",
        "30060280010102"
      })
  void refusesAllButMinimalDer(String hex) {
    assertThrows(
        IllegalArgumentException.class,
        () -> SignatureAlgorithm.derToRaw(HexFormat.of().parseHex(hex), 32));
  }

  @Test
  void refusesNumbersThatDoNotFit() {
    var raw = new byte[96];
    raw[0] = 1;
    raw[95] = 1;
    byte[] der = SignatureAlgorithm.rawToDer(raw, 48);
    assertArrayEquals(raw, SignatureAlgorithm.derToRaw(der, 48));
    assertThrows(IllegalArgumentException.class, () -> SignatureAlgorithm.derToRaw(der, 32));
    assertThrows(IllegalArgumentException.class, () -> SignatureAlgorithm.rawToDer(raw, 32));
    assertThrows(
        IllegalArgumentException.class, () -> SignatureAlgorithm.rawToDer(new byte[64], 32));
  }
}
