// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.token.Ed25519Key;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.protocol.transparency.Evidence;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.protocol.transparency.TlogPolicy;
import org.postroad.protocol.transparency.WitnessStore;

/** Witnesses for tests of something else. */
final class TestWitnesses {
  private TestWitnesses() {}

  /** One that knows no log, and so has nothing to keep. */
  static CheckpointWitness ofNoLog() {
    Ed25519Key key = Ed25519Key.generate(new SecureRandom());
    WitnessStore store =
        new WitnessStore() {
          @Override
          public Optional<byte[]> read(String name) {
            return Optional.empty();
          }

          @Override
          public void write(String name, byte[] content) {
            throw new AssertionError("nothing is to be kept: " + name);
          }

          @Override
          public List<String> names() {
            return List.of();
          }
        };
    return new CheckpointWitness(
        new NoteKey("test/witness", NoteKey.Type.COSIGNATURE, key.publicKey()),
        key::sign,
        () -> TlogPolicy.NOBODY,
        store,
        new Evidence(store, _ -> {}),
        InstantSource.system());
  }
}
