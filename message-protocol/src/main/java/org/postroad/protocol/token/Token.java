// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Where private keys are kept and used: in this process, or in a device. */
public sealed interface Token permits SoftwareToken, HardwareToken {

  /** Makes a new key. */
  TokenKey generate(KeyKind kind, SecureRandom random);

  /** The keys in the order of their ids. */
  List<TokenKey> keys();

  /** Public halves of the keys, known also after somebody logged out. */
  List<PublicKey> publicKeys();

  default Optional<TokenKey> key(String id) {
    return keys().stream().filter(key -> key.id().equals(id)).findFirst();
  }

  /** The key whose public half is certified by the certificate (C67). */
  default Optional<TokenKey> keyOf(X509Certificate certificate) {
    return key(TokenKey.id(certificate.getPublicKey()));
  }
}
