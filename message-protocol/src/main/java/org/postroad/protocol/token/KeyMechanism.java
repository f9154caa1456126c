// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.Arrays;

/**
 * A mechanism that a key of a device may be confined to, by its name in PKCS #11; those of the
 * reference implementation (C70).
 */
public enum KeyMechanism {
  CKM_RSA_PKCS(0x1, Scheme.PKCS1),
  CKM_SHA256_RSA_PKCS(0x40, Scheme.PKCS1),
  CKM_SHA384_RSA_PKCS(0x41, Scheme.PKCS1),
  CKM_SHA512_RSA_PKCS(0x42, Scheme.PKCS1),
  CKM_RSA_PKCS_PSS(0xD, Scheme.PSS),
  CKM_SHA256_RSA_PKCS_PSS(0x43, Scheme.PSS),
  CKM_SHA384_RSA_PKCS_PSS(0x44, Scheme.PSS),
  CKM_SHA512_RSA_PKCS_PSS(0x45, Scheme.PSS),
  CKM_ECDSA(0x1041, Scheme.ECDSA),
  CKM_ECDSA_SHA256(0x1044, Scheme.ECDSA),
  CKM_ECDSA_SHA384(0x1045, Scheme.ECDSA),
  CKM_ECDSA_SHA512(0x1046, Scheme.ECDSA);

  /** Which signatures a mechanism makes. */
  enum Scheme {
    PKCS1,
    PSS,
    ECDSA
  }

  private final long code;
  private final Scheme scheme;

  KeyMechanism(long code, Scheme scheme) {
    this.code = code;
    this.scheme = scheme;
  }

  /**
   * Reads a name.
   *
   * @throws IllegalArgumentException for any other text
   */
  static KeyMechanism parse(String name) {
    return Arrays.stream(values())
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "mechanism '" + name + "', expected some of " + Arrays.toString(values())));
  }

  /** The {@code CK_MECHANISM_TYPE}. */
  long code() {
    return code;
  }

  Scheme scheme() {
    return scheme;
  }

  /** The mechanism of the same signatures that leaves the digest to the caller. */
  KeyMechanism withoutDigest() {
    return switch (scheme) {
      case PKCS1 -> CKM_RSA_PKCS;
      case PSS -> CKM_RSA_PKCS_PSS;
      case ECDSA -> CKM_ECDSA;
    };
  }
}
