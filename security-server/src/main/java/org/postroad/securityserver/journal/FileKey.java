// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * A master key in a file that only its owner can read: 64 hexadecimal digits and a line feed, as
 * {@code openssl rand -hex 32} writes them. The id is the first half of a SHA-256 over a label and
 * the key.
 */
public final class FileKey implements MasterKey {
  static final String ENDING = ".key";
  private static final int LENGTH = 32;
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final byte[] LABEL = "postroad/log-key/v1".getBytes(StandardCharsets.US_ASCII);
  private static final Set<PosixFilePermission> OWNERS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final String name;
  private final byte[] id;
  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private FileKey(String name, byte[] key) {
    this.name = name;
    this.id = id(key);
    this.key = new SecretKeySpec(key, "AES");
  }

  public static FileKey read(Path file) throws IOException {
    if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IOException(file + " can be read by others than its owner");
    }
    byte[] text = Files.readAllBytes(file);
    byte[] key = new byte[LENGTH];
    try {
      parse(text, key, file);
      return new FileKey(file.getFileName().toString(), key);
    } finally {
      Arrays.fill(text, (byte) 0);
      Arrays.fill(key, (byte) 0);
    }
  }

  private static void parse(byte[] text, byte[] key, Path file) throws IOException {
    int length = text.length > 0 && text[text.length - 1] == '\n' ? text.length - 1 : text.length;
    boolean valid = length == 2 * LENGTH;
    for (int i = 0; valid && i < LENGTH; i++) {
      int high = Character.digit(text[2 * i], 16);
      int low = Character.digit(text[2 * i + 1], 16);
      valid = high >= 0 && low >= 0;
      key[i] = (byte) (high << 4 | low);
    }
    if (!valid) {
      throw new IOException(file + " is no log key: expected 64 hexadecimal digits and a line end");
    }
  }

  private static byte[] id(byte[] key) {
    byte[] digest =
        DigestAlgorithm.SHA256
            .digest(ByteBuffer.allocate(LABEL.length + LENGTH).put(LABEL).put(key).array())
            .value();
    return Arrays.copyOf(digest, WrappedKey.ID);
  }

  @Override
  public byte[] id() {
    return id.clone();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte[] wrap(byte[] dataKey, byte[] context) throws IOException {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, dataKey, context);
    return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] context) throws IOException {
    byte[] nonce = Arrays.copyOf(wrapped, NONCE);
    return run(
        Cipher.DECRYPT_MODE, nonce, Arrays.copyOfRange(wrapped, NONCE, wrapped.length), context);
  }

  private byte[] run(int mode, byte[] nonce, byte[] input, byte[] context) throws IOException {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(context);
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IOException("log key " + name + " does not fit", e);
    }
  }

  @Override
  public String toString() {
    return "log key " + name;
  }
}
