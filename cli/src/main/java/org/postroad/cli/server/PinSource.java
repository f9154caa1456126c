// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.Console;
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
import java.util.Optional;
import java.util.Set;

/**
 * Where the PIN of the software token comes from: a file, a descriptor that the process was started
 * with, or a person at the terminal. Never from the configuration itself, an argument or a
 * variable, which others can read.
 */
public sealed interface PinSource {

  /** A file with the PIN in its first line, for its owner alone. */
  record InFile(Path file) implements PinSource {}

  /** An open descriptor, read to the end of its first line. */
  record FromDescriptor(int number) implements PinSource {}

  /** Somebody is asked. */
  record Asking() implements PinSource {}

  static PinSource read(Keys keys) {
    Optional<Path> file =
        keys.path("file", "with the PIN of the software token in its first line, owner-only");
    Optional<Integer> descriptor =
        keys.optional(
            "descriptor",
            "number",
            "the number of an open descriptor",
            text -> Keys.wholeNumber(text).filter(number -> number >= 0),
            "to read the PIN from; a terminal is asked if neither is given");
    if (file.isPresent() && descriptor.isPresent()) {
      throw new IllegalArgumentException("file and descriptor are both given");
    }
    return descriptor
        .<PinSource>map(FromDescriptor::new)
        .or(() -> file.map(InFile::new))
        .orElse(new Asking());
  }

  /** The PIN, which the caller wipes when it is not needed any more. */
  default char[] pin() throws IOException {
    return switch (this) {
      case InFile source -> {
        requireOwnerOnly(source.file());
        yield firstLine(source.file());
      }
      case FromDescriptor source -> firstLine(Path.of("/dev/fd/" + source.number()));
      case Asking _ -> ask();
    };
  }

  private static char[] firstLine(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] pin = new char[end];
    text.get(pin);
    Arrays.fill(text.array(), '\0');
    if (end == 0) {
      throw new IOException("There is no PIN in " + file);
    }
    return pin;
  }

  private static char[] ask() {
    Optional<char[]> pin =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .map(console -> console.readPassword("PIN of the software token: "));
    return pin.filter(typed -> typed.length > 0)
        .orElseThrow(() ->
            new BadConfiguration(
                "No PIN: give pin.file or pin.descriptor, or start the server at a terminal"));
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
