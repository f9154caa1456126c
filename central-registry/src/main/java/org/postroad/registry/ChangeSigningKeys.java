// SPDX-License-Identifier: MIT

package org.postroad.registry;

import org.postroad.protocol.token.KeyKind;
import org.postroad.registry.publication.ConfigurationSource;
import org.postroad.registry.publication.SigningKeyCommand.ActivateSigningKey;
import org.postroad.registry.publication.SigningKeyCommand.DeleteSigningKey;
import org.postroad.registry.store.Change;

/**
 * The rotation of keys that sign directories: a new key is published first, signs once it is
 * activated, and the former one can be deleted then (A106).
 */
record ChangeSigningKeys(AcceptChange acceptChange, SigningToken token, MakeSigningKey make) {

  String add(ConfigurationSource source, KeyKind kind, Author author) {
    return make.apply(source, kind, author);
  }

  void activate(ConfigurationSource source, String keyId, Author author) {
    acceptChange.apply(new Change.OfSigningKeys(new ActivateSigningKey(source, keyId)), author);
  }

  /** The key leaves the token only after the journal says so. */
  void delete(ConfigurationSource source, String keyId, Author author) {
    acceptChange.apply(new Change.OfSigningKeys(new DeleteSigningKey(source, keyId)), author);
    token.remove(keyId);
  }
}
