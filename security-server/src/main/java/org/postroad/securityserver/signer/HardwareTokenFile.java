// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postroad.protocol.token.HardwareTokenOptions;
import org.postroad.protocol.token.HardwareTokenSlot;
import org.postroad.protocol.token.KeyAttributes;
import org.postroad.protocol.token.RsaPadding;

/**
 * One configured hardware token: a file {@code NAME.properties} of the directory {@code tokens}.
 *
 * <pre>{@code
 * library = /usr/lib/softhsm/libsofthsm2.so
 * slot = 284101257
 * rsa = pss
 * pin-file = /etc/postroad/hsm.pin
 * }</pre>
 *
 * <p>Instead of {@code slot} there may be {@code slot-index}; {@code rsa} is {@code pkcs1} unless
 * given; the PIN is the server's own unless there is a file with it, which nobody but its owner may
 * read. {@code read-only = true} and {@code batch-signing = false} say what is not done with the
 * token, {@link KeyAttributes#KEYS} what new keys are like. Any other key is refused.
 */
record HardwareTokenFile(HardwareTokenOptions options, Optional<Path> pinFile) {

  static final String ENDING = ".properties";

  private static final String READ_ONLY = "read-only";
  private static final String BATCH_SIGNING = "batch-signing";
  private static final Set<String> KEYS =
      Stream.concat(
              Stream.of(
                  "library", "slot", "slot-index", "rsa", "pin-file", READ_ONLY, BATCH_SIGNING),
              KeyAttributes.KEYS.stream())
          .collect(Collectors.toUnmodifiableSet());
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  static HardwareTokenFile read(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has %s, expected some of %s".formatted(file, unknown, new TreeSet<>(KEYS)));
    }
    Optional<Path> pinFile =
        Optional.ofNullable(properties.getProperty("pin-file"))
            .map(given -> file.resolveSibling(given.strip()));
    return new HardwareTokenFile(options(properties, file), pinFile);
  }

  /** The name of the token that a file is of. */
  static String nameOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  private static HardwareTokenOptions options(Properties properties, Path file) {
    String library = required(properties, "library", file);
    HardwareTokenSlot slot = slot(properties, file);
    RsaPadding padding = padding(properties, file);
    boolean readOnly = flag(properties, READ_ONLY, false, file);
    boolean batches = flag(properties, BATCH_SIGNING, true, file);
    Map<String, String> settings = new TreeMap<>();
    KeyAttributes.KEYS.stream()
        .filter(properties::containsKey)
        .forEach(key -> settings.put(key, required(properties, key, file)));
    try {
      return new HardwareTokenOptions(
          nameOf(file), library, slot, padding, KeyAttributes.parse(settings), readOnly, batches);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static boolean flag(Properties properties, String key, boolean otherwise, Path file) {
    String given = properties.getProperty(key, Boolean.toString(otherwise)).strip();
    return switch (given) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(
              file + ": " + key + " is '" + given + "', expected true or false");
    };
  }

  private static HardwareTokenSlot slot(Properties properties, Path file) {
    boolean byIndex = properties.containsKey("slot-index");
    if (byIndex == properties.containsKey("slot")) {
      throw new IllegalArgumentException(file + " must have either slot or slot-index");
    }
    String given = required(properties, byIndex ? "slot-index" : "slot", file);
    if (!given.matches("[0-9]{1,10}") || Long.parseLong(given) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          file + ": slot '" + given + "', expected a number from 0 to " + Integer.MAX_VALUE);
    }
    int number = Integer.parseInt(given);
    return byIndex ? new HardwareTokenSlot.Index(number) : new HardwareTokenSlot.Id(number);
  }

  private static RsaPadding padding(Properties properties, Path file) {
    String given = properties.getProperty("rsa", "pkcs1").strip();
    return switch (given) {
      case "pkcs1" -> RsaPadding.PKCS1;
      case "pss" -> RsaPadding.PSS;
      default ->
          throw new IllegalArgumentException(
              file + ": rsa is '" + given + "', expected pkcs1 or pss");
    };
  }

  private static String required(Properties properties, String key, Path file) {
    return Optional.ofNullable(properties.getProperty(key))
        .map(String::strip)
        .orElseThrow(() -> new IllegalArgumentException(file + " has no " + key));
  }

  /** A fresh copy of the PIN, to be wiped after use. */
  char[] pin(char[] ofServer) {
    return pinFile.map(HardwareTokenFile::readPin).orElseGet(ofServer::clone);
  }

  private static char[] readPin(Path file) {
    try {
      if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
        throw new IllegalArgumentException(file + " can be read by others than its owner");
      }
      byte[] bytes = Files.readAllBytes(file);
      CharBuffer decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
      Arrays.fill(bytes, (byte) 0);
      int length = decoded.length();
      while (length > 0 && decoded.get(length - 1) < ' ') {
        length--;
      }
      char[] pin = Arrays.copyOf(decoded.array(), length);
      Arrays.fill(decoded.array(), '\0');
      return pin;
    } catch (IOException e) {
      throw new IllegalArgumentException("The PIN in " + file + " cannot be read", e);
    }
  }
}
