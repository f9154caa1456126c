// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.nio.file.Path;

/** Where a registry keeps what others write or read, below its one directory. */
public record RegistryDirectory(Path root) {

  /** The key of the registry's witness, and what it remembers. */
  public Path witness() {
    return root.resolve("witness");
  }

  /** Declarations of optional parts; the usual ones hold while there is no such folder. */
  public Path partDeclarations() {
    return root.resolve("configuration-parts");
  }

  /** What was published last, in the layout of servers. */
  public Path localCopy() {
    return root.resolve("globalconf");
  }

  /** Which logs are cosigned; read whenever it matters. */
  public Path tlogPolicy() {
    return root.resolve("tlog-policy");
  }
}
