// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What can be done to the keys that sign directories. Accepted commands are kept for ever and
 * replayed in order, so a record once released keeps its meaning.
 */
public sealed interface SigningKeyCommand {
  ConfigurationSource source();

  String keyId();

  /**
   * Publishes a key's certificate; the first key of a source is active at once (A106).
   *
   * @param node whose token has the key; the first node if not given
   */
  record AddSigningKey(
      ConfigurationSource source, String keyId, X509Certificate certificate, Optional<String> node)
      implements SigningKeyCommand {

    /** Of the first node. */
    public AddSigningKey(ConfigurationSource source, String keyId, X509Certificate certificate) {
      this(source, keyId, certificate, Optional.empty());
    }
  }

  /** Signs with this key from now on; clients must have seen its certificate before. */
  record ActivateSigningKey(ConfigurationSource source, String keyId)
      implements SigningKeyCommand {}

  /** Takes a certificate back; the active key cannot go. */
  record DeleteSigningKey(ConfigurationSource source, String keyId) implements SigningKeyCommand {}
}
