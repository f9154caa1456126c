// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The native provider for RSA and ECDSA in bulk, where it was asked for and loads; the JDK's
 * everywhere else (decision 0030).
 *
 * <p>A process that signs and verifies much calls {@link #load} once when it starts; until that has
 * returned, and in every other process, the JDK does everything. The provider is never registered,
 * so key stores, PKCS #11, path validation and digests stay with the JDK.
 */
public final class NativeCryptography {

  /** Written once at most, from absent to present: nothing but speed depends on it. */
  private static final AtomicReference<Optional<Provider>> LOADED =
      new AtomicReference<>(Optional.empty());

  private NativeCryptography() {}

  /** Loads it into this process; takes a tenth of a second or more the first time. */
  public static void load() {
    if (LOADED.get().isEmpty()) {
      LOADED.set(find());
    }
  }

  /** Who signs and verifies: {@code AmazonCorrettoCryptoProvider 2.5.0}, or {@code JDK}. */
  public static String name() {
    return provider().map(loaded -> loaded.getName() + " " + loaded.getVersionStr()).orElse("JDK");
  }

  /**
   * Whether the key made the signature of the certificate; as in {@link
   * SignatureAlgorithm#verifies}, a no is always the word of the JDK.
   */
  public static boolean signed(PublicKey key, X509Certificate certificate) {
    return provider().stream().anyMatch(by -> accepts(certificate, key, by))
        || accepts(certificate, key);
  }

  private static boolean accepts(X509Certificate certificate, PublicKey key, Provider by) {
    try {
      certificate.verify(key, by);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean accepts(X509Certificate certificate, PublicKey key) {
    try {
      certificate.verify(key);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static Optional<Provider> provider() {
    return LOADED.get();
  }

  /** Empty where there is no library for this machine, or it does not load. */
  private static Optional<Provider> find() {
    try {
      AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
      return provider.getLoadingError() == null ? Optional.of(provider) : Optional.empty();
    } catch (LinkageError e) {
      return Optional.empty();
    }
  }
}
