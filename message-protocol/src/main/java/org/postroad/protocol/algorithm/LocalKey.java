// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A private key in the memory of this process, which signs by the native provider where there is
 * one.
 *
 * <p>It keeps the key in the form of that provider, because to translate an RSA key costs as much
 * as to sign with it. Safe for use by several threads.
 */
public final class LocalKey {

  private record Translated(PrivateKey key, Provider provider) {}

  private final PrivateKey key;
  private final AtomicReference<Optional<Translated>> translated =
      new AtomicReference<>(Optional.empty());

  public LocalKey(PrivateKey key) {
    this.key = key;
  }

  /** The key in the form of the JDK. */
  public PrivateKey key() {
    return key;
  }

  /** The signature over {@code data} in the form of JCA. */
  public byte[] sign(SignatureAlgorithm algorithm, byte[] data) throws GeneralSecurityException {
    Optional<Translated> usable = NativeCryptography.provider().flatMap(this::translated);
    Signature signature =
        usable.isPresent()
            ? algorithm.newSigner(usable.get().key(), usable.get().provider())
            : algorithm.newSigner(key);
    signature.update(data);
    return signature.sign();
  }

  /** Empty for a key that the provider does not take. */
  private Optional<Translated> translated(Provider provider) {
    Optional<Translated> known = translated.get();
    if (known.isPresent()) {
      return known;
    }
    try {
      KeyFactory factory = KeyFactory.getInstance(key.getAlgorithm(), provider);
      PrivateKey own = (PrivateKey) factory.translateKey(key);
      translated.set(Optional.of(new Translated(own, provider)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
    return translated.get();
  }

  @Override
  public String toString() {
    return "key in memory";
  }
}
