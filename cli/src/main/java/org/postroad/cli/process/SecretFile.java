// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A secret in the first line of a file. */
public final class SecretFile {
  private SecretFile() {}

  /**
   * The secret in a file that only its owner may use; the caller wipes it.
   *
   * @param what it is, for whoever is told that it is not there
   */
  public static char[] ofOwner(Path file, String what) throws IOException {
    requireOwnerOnly(file);
    return firstLine(file, what);
  }

  /** The secret from an open descriptor. */
  public static char[] ofDescriptor(int number, String what) throws IOException {
    return firstLine(Path.of("/dev/fd/" + number), what);
  }

  private static char[] firstLine(Path file, String what) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] secret = new char[end];
    text.get(secret);
    Arrays.fill(text.array(), '\0');
    if (end == 0) {
      throw new IOException("There is no " + what + " in " + file);
    }
    return secret;
  }

  private static void requireOwnerOnly(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> others = EnumSet.copyOf(view.readAttributes().permissions());
    others.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!others.isEmpty()) {
      throw new IOException(file + " holds a secret and others may use it: chmod 600 " + file);
    }
  }
}
