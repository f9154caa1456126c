// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.NativeCryptography;
import org.postroad.protocol.algorithm.SignatureAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;

/**
 * How often one thread of this JVM can sign and verify, hash included: what every exchange pays at
 * least when nothing is signed together.
 */
record KeyOperations(String provider, double signaturesPerSecond, double verificationsPerSecond) {

  private static final int INPUT = 1500;

  @FunctionalInterface
  private interface Operation {
    void run() throws GeneralSecurityException;
  }

  static KeyOperations measured(KeyKind kind, Duration time) throws GeneralSecurityException {
    NativeCryptography.load();
    TokenKey key = SoftwareToken.create().generate(kind, new SecureRandom());
    SignatureAlgorithm algorithm = kind.signatureAlgorithm(DigestAlgorithm.SHA512);
    SigningKey signer = key.signer(algorithm);
    byte[] input = new byte[INPUT];
    byte[] value = signer.sign(input);
    return new KeyOperations(
        NativeCryptography.name(),
        perSecond(
            time,
            () -> {
              var _ = signer.sign(input);
            }),
        perSecond(
            time,
            () -> {
              var _ = algorithm.verifies(key.publicKey(), input, value);
            }));
  }

  private static double perSecond(Duration time, Operation operation)
      throws GeneralSecurityException {
    var _ = count(time, operation);
    return count(time, operation);
  }

  private static double count(Duration time, Operation operation) throws GeneralSecurityException {
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    long done = 0;
    long now = begin;
    while (now < end) {
      operation.run();
      done++;
      now = System.nanoTime();
    }
    return done * 1e9 / (now - begin);
  }
}
