// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;

/**
 * The digest algorithms met on the wire, with their XML identifiers (D-009).
 *
 * <p>{@link #SHA1} and {@link #SHA224} exist only so that look-ups by old identifiers can be read;
 * {@link #isCollisionResistant()} tells them apart and everything signed refuses them.
 */
public enum DigestAlgorithm {
  SHA1("SHA-1", 20, "http://www.w3.org/2000/09/xmldsig#sha1"),
  SHA224("SHA-224", 28, "http://www.w3.org/2001/04/xmldsig-more#sha224"),
  SHA256("SHA-256", 32, "http://www.w3.org/2001/04/xmlenc#sha256"),
  SHA384("SHA-384", 48, "http://www.w3.org/2001/04/xmldsig-more#sha384"),
  SHA512("SHA-512", 64, "http://www.w3.org/2001/04/xmlenc#sha512");

  private final String jcaName;
  private final int length;
  private final String uri;

  DigestAlgorithm(String jcaName, int length, String uri) {
    this.jcaName = jcaName;
    this.length = length;
    this.uri = uri;
  }

  /** The algorithm with this XML identifier; spelling is exact. */
  public static Optional<DigestAlgorithm> ofUri(String uri) {
    for (var algorithm : values()) {
      if (algorithm.uri.equals(uri)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The algorithm called {@code SHA-512} or {@code SHA512}, letter case ignored. */
  public static Optional<DigestAlgorithm> ofName(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    for (var algorithm : values()) {
      if (algorithm.jcaName.equals(upper) || algorithm.name().equals(upper)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /** The name of JCA and of the transport header, e.g. {@code SHA-512}. */
  public String jcaName() {
    return jcaName;
  }

  /** The identifier used in XML, e.g. {@code http://www.w3.org/2001/04/xmlenc#sha512}. */
  public String uri() {
    return uri;
  }

  /** Octets of a value. */
  public int length() {
    return length;
  }

  /** Whether new signatures may stand on it: SHA-256 and better. */
  public boolean isCollisionResistant() {
    return length >= SHA256.length;
  }

  /** A fresh JCA digest, for data that comes in pieces. */
  public MessageDigest newDigest() {
    return FreshDigests.of(this);
  }

  /** The digest of data at hand. */
  public Digest digest(byte[] data) {
    return new Digest(this, newDigest().digest(data));
  }
}
