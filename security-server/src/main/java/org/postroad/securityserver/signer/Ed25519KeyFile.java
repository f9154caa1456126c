// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.postroad.protocol.token.Ed25519Key;

/**
 * An Ed25519 key in a file of its own that only the owner can read, under the PIN of the server.
 */
public final class Ed25519KeyFile {
  private Ed25519KeyFile() {}

  /** Opens the key of a file; makes one, durable before it is used, if there is no file yet. */
  public static Ed25519Key openOrMake(Path file, char[] pin, SecureRandom random)
      throws IOException {
    if (Files.exists(file)) {
      return Ed25519Key.open(Files.readAllBytes(file), pin);
    }
    Ed25519Key key = Ed25519Key.generate(random);
    Path directory = file.toAbsolutePath().getParent();
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel out =
        FileChannel.open(
            next, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
      ByteBuffer pem = ByteBuffer.wrap(key.toPem(pin, random));
      while (pem.hasRemaining()) {
        out.write(pem);
      }
      out.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
    return key;
  }
}
