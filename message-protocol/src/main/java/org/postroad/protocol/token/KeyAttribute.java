// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.util.Locale;
import java.util.Optional;

/**
 * An attribute that a new key of a device gets or does not get (C70); what it means is up to PKCS
 * #11, and whether it may be chosen is up to the device.
 */
public enum KeyAttribute {
  PRIVATE_KEY_SENSITIVE(Optional.of(true)),
  PRIVATE_KEY_EXTRACTABLE(Optional.of(false)),
  PRIVATE_KEY_SIGN(Optional.of(true)),
  PRIVATE_KEY_SIGN_RECOVER(Optional.empty()),
  PRIVATE_KEY_DECRYPT(Optional.empty()),
  PRIVATE_KEY_UNWRAP(Optional.empty()),
  PRIVATE_KEY_ALWAYS_SENSITIVE(Optional.empty()),
  PRIVATE_KEY_NEVER_EXTRACTABLE(Optional.empty()),
  PRIVATE_KEY_WRAP_WITH_TRUSTED(Optional.empty()),
  PUBLIC_KEY_VERIFY(Optional.of(true)),
  PUBLIC_KEY_VERIFY_RECOVER(Optional.empty()),
  PUBLIC_KEY_ENCRYPT(Optional.empty()),
  PUBLIC_KEY_WRAP(Optional.empty()),
  PUBLIC_KEY_TRUSTED(Optional.empty());

  private static final String PRIVATE = "PRIVATE_KEY_";
  private static final String PUBLIC = "PUBLIC_KEY_";

  private final Optional<Boolean> preset;

  KeyAttribute(Optional<Boolean> preset) {
    this.preset = preset;
  }

  /** As it is written in the file of a token: {@code private-key-sensitive}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a key gets unless somebody chooses; without one the device decides. */
  Optional<Boolean> preset() {
    return preset;
  }

  boolean isOfPrivateKey() {
    return name().startsWith(PRIVATE);
  }

  /** The name in PKCS #11: {@code CKA_SENSITIVE}. */
  String attribute() {
    return "CKA_" + name().substring((isOfPrivateKey() ? PRIVATE : PUBLIC).length());
  }
}
