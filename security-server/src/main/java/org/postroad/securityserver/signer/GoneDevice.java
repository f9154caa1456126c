// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postroad.protocol.token.HardwareToken;
import org.postroad.protocol.token.TokenKey;

/**
 * What a hardware token leaves behind that is deleted because it is gone (C74).
 *
 * @param keys those it had: that it told, and if every other token tells its own, those of
 *     certificates that belong to none of them
 */
record GoneDevice(String name, Set<PublicKey> keys) {

  GoneDevice {
    keys = Set.copyOf(keys);
  }

  /**
   * Looks for its keys.
   *
   * @param software keys of the software token
   * @param others the tokens that stay
   * @param certificates all that were imported
   */
  static GoneDevice of(
      HardwareToken gone,
      List<PublicKey> software,
      List<HardwareToken> others,
      List<X509Certificate> certificates) {
    Set<PublicKey> keys = new HashSet<>(gone.publicKeys());
    if (others.stream().allMatch(HardwareToken::isOpen)) {
      certificates.forEach(each -> keys.add(each.getPublicKey()));
    }
    software.forEach(keys::remove);
    others.forEach(other -> other.publicKeys().forEach(keys::remove));
    return new GoneDevice(gone.name(), keys);
  }

  /** What administrators said, without the token and its keys. */
  KeyNotes forgottenIn(KeyNotes notes) {
    KeyNotes next = notes.withoutKey(name);
    for (PublicKey key : keys) {
      next = next.withoutKey(TokenKey.id(key));
    }
    return next;
  }
}
