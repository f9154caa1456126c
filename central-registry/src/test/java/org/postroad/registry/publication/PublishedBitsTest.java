// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.token.KeyKind;
import org.postroad.testing.ChangedBits;

/** No bit of what a registry publishes can be changed, in any version, whoever reads it. */
class PublishedBitsTest {
  @TempDir private Path folder;

  private int refuse(KeyKind kind, int step) throws IOException {
    var published = new PublishedInstance(folder, kind);
    int tried = 0;
    for (int version : PublishedInstance.VERSIONS) {
      for (ConfigurationSource source : ConfigurationSource.values()) {
        tried +=
            ChangedBits.areRefused(
                published.document(source, version),
                step,
                changed -> published.verify(source, changed));
      }
      for (Map.Entry<PartReference, byte[]> part : published.parts(version).entrySet()) {
        tried += ChangedBits.areRefused(part.getValue(), step, part.getKey()::check);
      }
    }
    return tried;
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256"})
  void aSampleOfChangedBitsIsRefused(KeyKind kind) throws IOException {
    assertTrue(refuse(kind, ChangedBits.SAMPLE) > 5000);
  }

  @ParameterizedTest
  @EnumSource(names = {"RSA_2048", "EC_P256"})
  @Tag("long")
  void everyChangedBitIsRefused(KeyKind kind) throws IOException {
    assertEquals(0, refuse(kind, ChangedBits.ALL) % 8);
  }
}
