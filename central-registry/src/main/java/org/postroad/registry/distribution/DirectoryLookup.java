// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import java.util.Optional;

/** Finds the directory document being published under a name in a version. */
@FunctionalInterface
public interface DirectoryLookup {
  Optional<byte[]> find(String name, int version);
}
