// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.globalconf.PartReference;
import org.postroad.protocol.token.KeyKind;
import org.postroad.testing.ConfigurationSchema;

/** Every file that is published follows the schema of its version, with all there is to say. */
class PublishedSchemasTest {
  @TempDir private Path folder;

  private static ConfigurationSchema schema(PartReference part, int version) {
    return switch (part.contentIdentifier()) {
      case PartReference.SHARED_PARAMETERS -> ConfigurationSchema.ofShared(version);
      case PartReference.PRIVATE_PARAMETERS -> ConfigurationSchema.ofPrivate(version);
      default -> ConfigurationSchema.ofPart(part.storedName());
    };
  }

  @Test
  void everyPartOfEveryVersionIsValid() throws IOException {
    var published = new PublishedInstance(folder, KeyKind.EC_P256);
    Set<String> judged = new HashSet<>();
    for (int version : PublishedInstance.VERSIONS) {
      for (Map.Entry<PartReference, byte[]> part : published.parts(version).entrySet()) {
        assertEquals(
            Optional.empty(),
            schema(part.getKey(), version).judge(part.getValue()),
            () -> part.getKey().location());
        judged.add(version + part.getKey().contentIdentifier());
      }
    }
    assertEquals(5 * 5, judged.size());
  }

  @Test
  void bothAnchorsAreValid() throws IOException {
    var published = new PublishedInstance(folder, KeyKind.EC_P256);
    for (ConfigurationSource source : ConfigurationSource.values()) {
      assertEquals(
          Optional.empty(), ConfigurationSchema.ofAnchor().judge(published.anchor(source).toXml()));
    }
  }
}
