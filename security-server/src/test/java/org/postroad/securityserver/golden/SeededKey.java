// SPDX-License-Identifier: MIT
package org.postroad.securityserver.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The RSA key that belongs to a name: the same on every machine and in every run, and so worth
 * nothing. A prime is the next one after SHA-512 of the name with a counter, its two highest bits
 * and the lowest one set.
 */
final class SeededKey {
  private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
  private static final int PRIME_BITS = 1024;

  private SeededKey() {}

  static KeyPair of(String name) {
    BigInteger p = prime(name + " p");
    BigInteger q = prime(name + " q");
    BigInteger p1 = p.subtract(BigInteger.ONE);
    BigInteger q1 = q.subtract(BigInteger.ONE);
    BigInteger modulus = p.multiply(q);
    BigInteger d = EXPONENT.modInverse(p1.multiply(q1));
    try {
      KeyFactory keys = KeyFactory.getInstance("RSA");
      return new KeyPair(
          keys.generatePublic(new RSAPublicKeySpec(modulus, EXPONENT)),
          keys.generatePrivate(
              new RSAPrivateCrtKeySpec(
                  modulus, EXPONENT, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigInteger prime(String name) {
    var octets = new byte[PRIME_BITS / 8];
    for (int i = 0; i < octets.length; i += 64) {
      byte[] block = DigestAlgorithm.SHA512.digest((name + " " + i / 64).getBytes(UTF_8)).value();
      System.arraycopy(block, 0, octets, i, 64);
    }
    BigInteger prime =
        new BigInteger(1, octets).setBit(PRIME_BITS - 1).setBit(PRIME_BITS - 2).setBit(0);
    do {
      prime = prime.nextProbablePrime();
    } while (!prime.subtract(BigInteger.ONE).gcd(EXPONENT).equals(BigInteger.ONE));
    return prime;
  }
}
