// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where a registry keeps what others write or read, below its one directory. */
public record RegistryDirectory(Path root) {

  /** Every accepted change; the database adds the endings of its files. */
  Path journal() {
    return root.resolve("registry");
  }

  /** The keys that sign directories. */
  Path token() {
    return root.resolve("token.p12");
  }

  /** The service catalogue, where it is not in a database that nodes share; without suffix. */
  Path catalogue() {
    return root.resolve("catalogue");
  }

  /** Backups that were made here or brought here. */
  Path backups() {
    return root.resolve("backup");
  }

  /** What is served besides the generations. */
  Path published() {
    return root.resolve("public");
  }

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

  /** Makes the directory for its owner only, unless it is there. */
  void make() {
    try {
      Files.createDirectories(
          root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot make the directory " + root, failure);
    }
  }
}
