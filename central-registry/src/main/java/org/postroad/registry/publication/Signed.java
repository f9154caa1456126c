// SPDX-License-Identifier: MIT

package org.postroad.registry.publication;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rendered parameters as parts and signed directories, not shown to anybody yet.
 *
 * @param parts contents by the place among the published files
 */
record Signed(
    Rendered rendered,
    Instant generatedAt,
    Instant expires,
    Map<String, byte[]> parts,
    Map<DirectoryName, byte[]> directories) {

  Signed {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    directories = Collections.unmodifiableMap(new LinkedHashMap<>(directories));
  }
}
