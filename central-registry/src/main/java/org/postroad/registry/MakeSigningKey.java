// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.SigningKeyCommand.AddSigningKey;
import org.postroad.registry.store.Change;

/**
 * Stage: makes a key that signs directories, with a certificate of its own that is only a container
 * for it, and has it accepted (A107). The key is saved before anything refers to it.
 */
record MakeSigningKey(
    AcceptChange acceptChange, SigningToken token, String node, SecureRandom random) {
  private static final Author ITSELF = new Author("registry", "first start");
  private static final Instant VALID_FROM = Instant.EPOCH;
  private static final Instant VALID_TO = Instant.parse("2038-01-01T00:00:00Z");

  /** Makes the first key of each directory; refuses to go on without a key that was active. */
  void ensureOnePerSource(KeyKind kind) {
    for (ConfigurationSource source : ConfigurationSource.values()) {
      var active = acceptChange.snapshot().node(node).keys(source).active();
      if (active.isEmpty()) {
        apply(source, kind, ITSELF);
      } else if (token.signer(active.get().keyId()).isEmpty()) {
        throw new Fault(
            FaultCode.KEY_NOT_FOUND,
            "The token has no key " + active.get().keyId() + ", which signs for " + source);
      }
    }
  }

  /** The id of the new key. */
  String apply(ConfigurationSource source, KeyKind kind, Author author) {
    TokenKey key = token.generate(kind, random);
    X509Certificate certificate = key.selfSigned(source.keySubject(), VALID_FROM, VALID_TO);
    try {
      acceptChange.apply(
          new Change.OfSigningKeys(
              new AddSigningKey(source, key.id(), certificate, Optional.of(node))),
          author);
    } catch (RuntimeException refused) {
      token.remove(key.id());
      throw refused;
    }
    return key.id();
  }
}
