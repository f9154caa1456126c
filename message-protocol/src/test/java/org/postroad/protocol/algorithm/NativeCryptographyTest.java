// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Security;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NativeCryptographyTest {
  private static final byte[] DATA = new byte[1500];
  private static final int MUTANTS = 200;

  @BeforeAll
  static void load() {
    NativeCryptography.load();
  }

  @Test
  void isChosenWhereThereIsALibrary() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String expected =
        system.equals("linux")
                && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"))
            ? "AmazonCorrettoCryptoProvider 2.5.0"
            : "JDK";
    assertEquals(expected, NativeCryptography.name());
  }

  @Test
  void isNeverRegistered() {
    assertFalse(
        Arrays.stream(Security.getProviders())
            .anyMatch(provider -> provider.getName().contains("Corretto")));
  }

  static Stream<Arguments> keys() throws GeneralSecurityException {
    KeyPair rsa = pair("RSA", 2048);
    Stream<Arguments> rsaKeys =
        Arrays.stream(SignatureAlgorithm.values())
            .filter(algorithm -> !algorithm.isEcdsa())
            .map(algorithm -> Arguments.of(algorithm, rsa));
    List<KeyPair> curves = List.of(curve("secp256r1"), curve("secp384r1"), curve("secp521r1"));
    Stream<Arguments> curveKeys =
        Arrays.stream(SignatureAlgorithm.values())
            .filter(SignatureAlgorithm::isEcdsa)
            .flatMap(algorithm -> curves.stream().map(pair -> Arguments.of(algorithm, pair)));
    return Stream.concat(rsaKeys, curveKeys);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void signsWhatTheJdkVerifiesAndTheOtherWayRound(SignatureAlgorithm algorithm, KeyPair pair)
      throws GeneralSecurityException {
    byte[] value = new LocalKey(pair.getPrivate()).sign(algorithm, DATA);
    assertTrue(jdkVerifies(algorithm, pair.getPublic(), value));

    byte[] ofTheJdk = jdkSigns(algorithm, pair);
    assertTrue(algorithm.verifies(pair.getPublic(), DATA, ofTheJdk));
    assertFalse(algorithm.verifies(pair.getPublic(), new byte[1], ofTheJdk));
  }

  @Test
  void makesTheSameRsaSignature() throws GeneralSecurityException {
    KeyPair pair = pair("RSA", 3072);
    LocalKey key = new LocalKey(pair.getPrivate());
    for (var algorithm :
        List.of(
            SignatureAlgorithm.RSA_SHA256,
            SignatureAlgorithm.RSA_SHA384,
            SignatureAlgorithm.RSA_SHA512)) {
      assertArrayEquals(jdkSigns(algorithm, pair), key.sign(algorithm, DATA));
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void refusesDamagedValuesLikeTheJdk(SignatureAlgorithm algorithm, KeyPair pair)
      throws GeneralSecurityException {
    byte[] value = jdkSigns(algorithm, pair);
    Random random = new Random(7);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] damaged = damage(value, random);
      assertEquals(
          jdkVerifies(algorithm, pair.getPublic(), damaged),
          algorithm.verifies(pair.getPublic(), DATA, damaged),
          () -> Arrays.toString(damaged));
    }
  }

  /** Bits turned, bytes put in or taken out, ends cut off or grown: mostly of the DER's frame. */
  private static byte[] damage(byte[] value, Random random) {
    int frame = Math.min(value.length, 8);
    int at = random.nextBoolean() ? random.nextInt(frame) : random.nextInt(value.length);
    byte[] head = Arrays.copyOf(value, at);
    byte[] tail = Arrays.copyOfRange(value, at, value.length);
    return switch (random.nextInt(5)) {
      case 0 -> flipped(value, at, random.nextInt(8));
      case 1 -> joined(head, new byte[] {(byte) (random.nextBoolean() ? 0 : -1)}, tail);
      case 2 -> joined(head, Arrays.copyOfRange(tail, 1, tail.length));
      case 3 -> joined(value, new byte[1 + random.nextInt(3)]);
      default -> joined(flipped(value, at, 0), new byte[random.nextInt(2)]);
    };
  }

  private static byte[] flipped(byte[] value, int at, int bit) {
    byte[] copy = value.clone();
    copy[at] ^= (byte) (1 << bit);
    return copy;
  }

  private static byte[] joined(byte[]... pieces) {
    byte[] joined = new byte[0];
    for (byte[] piece : pieces) {
      byte[] longer = Arrays.copyOf(joined, joined.length + piece.length);
      System.arraycopy(piece, 0, longer, joined.length, piece.length);
      joined = longer;
    }
    return joined;
  }

  @Test
  void keysThatDoNotFitStayRefused() throws GeneralSecurityException {
    PublicKey weak = pair("RSA", 1024).getPublic();
    assertThrows(
        InvalidKeyException.class,
        () -> SignatureAlgorithm.RSA_SHA512.verifies(weak, DATA, new byte[128]));
  }

  private static byte[] jdkSigns(SignatureAlgorithm algorithm, KeyPair pair)
      throws GeneralSecurityException {
    var signer = algorithm.newSigner(pair.getPrivate());
    signer.update(DATA);
    return signer.sign();
  }

  private static boolean jdkVerifies(SignatureAlgorithm algorithm, PublicKey key, byte[] value)
      throws GeneralSecurityException {
    var verifier = algorithm.newVerifier(key);
    verifier.update(DATA);
    try {
      return verifier.verify(value);
    } catch (SignatureException e) {
      return false;
    }
  }

  private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static KeyPair curve(String name) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair();
  }
}
