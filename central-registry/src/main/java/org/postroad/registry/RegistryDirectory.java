// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.nio.file.Path;

/** Where a registry keeps what concerns witnesses, below its one directory. */
public record RegistryDirectory(Path root) {

  /** The key of the registry's witness, and what it remembers. */
  public Path witness() {
    return root.resolve("witness");
  }

  /** Which logs are cosigned; read whenever it matters. */
  public Path tlogPolicy() {
    return root.resolve("tlog-policy");
  }
}
