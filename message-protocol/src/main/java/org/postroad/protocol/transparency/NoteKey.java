// SPDX-License-Identifier: MIT
package org.postroad.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/**
 * The Ed25519 key of somebody who signs notes, under a name (C2SP signed-note and
 * tlog-cosignature). Printed as a verifier key:
 *
 * <pre>
 * &lt;name&gt;+&lt;key id, 8 hexadecimal digits&gt;+base64(type ‖ public key)
 * </pre>
 */
public final class NoteKey {
  private static final int KEY_LENGTH = 32;
  private static final int SIGNATURE_LENGTH = 64;

  /** What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  /** What a signature says, by its type byte. */
  public enum Type {
    /** The note's text, as a log signs its checkpoints. */
    NOTE(0x01),
    /** That nothing larger of this log was seen at a time, as witnesses do: cosignature/v1. */
    COSIGNATURE(0x04);

    private final int code;

    Type(int code) {
      this.code = code;
    }

    private static Type of(int code) {
      for (Type type : values()) {
        if (type.code == code) {
          return type;
        }
      }
      throw new Unproven("signature type " + code + ", expected 1 or 4");
    }
  }

  private final String name;
  private final Type type;
  private final byte[] raw;
  private final PublicKey key;
  private final int id;

  /**
   * @param publicKey 32 bytes (RFC 8032)
   */
  public NoteKey(String name, Type type, byte[] publicKey) {
    NoteSignature.requireName(name);
    this.name = name;
    this.type = type;
    this.raw = publicKey.clone();
    this.key = decode(publicKey);
    this.id = id(name, type, publicKey);
  }

  private static PublicKey decode(byte[] raw) {
    if (raw.length != KEY_LENGTH) {
      throw new Unproven("Ed25519 key of " + raw.length + " bytes, expected " + KEY_LENGTH);
    }
    byte[] encoded = Arrays.copyOf(X509, X509.length + raw.length);
    System.arraycopy(raw, 0, encoded, X509.length, raw.length);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new Unproven("not an Ed25519 key: " + HexFormat.of().formatHex(raw), e);
    }
  }

  private static int id(String name, Type type, byte[] raw) {
    MessageDigest sha256 = DigestAlgorithm.SHA256.newDigest();
    sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    sha256.update((byte) type.code);
    return ByteBuffer.wrap(sha256.digest(raw)).getInt();
  }

  /** Refuses what {@link #vkey} does not print; the key id has to be the key's. */
  public static NoteKey parse(String vkey) {
    List<String> parts = List.of(vkey.split("\\+", 3));
    if (parts.size() != 3) {
      throw new Unproven("'" + vkey + "' is not a verifier key: name+id+key expected");
    }
    byte[] typed = Strict.base64(parts.get(2));
    if (typed.length != 1 + KEY_LENGTH) {
      throw new Unproven("'" + vkey + "' has a key of " + typed.length + " bytes");
    }
    NoteKey key =
        new NoteKey(
            parts.getFirst(), Type.of(typed[0]), Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.vkey().equals(vkey)) {
      throw new Unproven("'" + vkey + "' has the id of another key, expected " + key.vkey());
    }
    return key;
  }

  public String vkey() {
    byte[] typed = new byte[1 + raw.length];
    typed[0] = (byte) type.code;
    System.arraycopy(raw, 0, typed, 1, raw.length);
    String hex = HexFormat.of().toHexDigits(id);
    return name + "+" + hex + "+" + Base64.getEncoder().encodeToString(typed);
  }

  public String name() {
    return name;
  }

  /** The 32 bytes of the key in base64, without the name and the type that it is used under. */
  String publicKey() {
    return Base64.getEncoder().encodeToString(raw);
  }

  public Type type() {
    return type;
  }

  /** The first four bytes of a hash over name, type and key. */
  public int id() {
    return id;
  }

  /** Whether a line says that it is of this key. */
  public boolean named(NoteSignature signature) {
    return signature.keyId() == id && signature.name().equals(name);
  }

  /** Whether a signature that says so is of this key. */
  boolean verifies(String text, NoteSignature signature) {
    byte[] value = signature.value();
    return switch (type) {
      case NOTE -> verifies(text.getBytes(StandardCharsets.UTF_8), value);
      case COSIGNATURE ->
          value.length == Cosignature.TIME_LENGTH + SIGNATURE_LENGTH
              && Cosignature.seconds(signature) >= 0
              && verifies(
                  Cosignature.message(text, Cosignature.seconds(signature)),
                  Arrays.copyOfRange(value, Cosignature.TIME_LENGTH, value.length));
    };
  }

  private boolean verifies(byte[] message, byte[] value) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initVerify(key);
      signature.update(message);
      return value.length == SIGNATURE_LENGTH && signature.verify(value);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime cannot verify Ed25519", e);
    }
  }

  /**
   * Signs the text of a note.
   *
   * @param ed25519 gives the signature of the private key over a message
   */
  public NoteSignature sign(String text, UnaryOperator<byte[]> ed25519) {
    require(Type.NOTE);
    byte[] value = ed25519.apply(text.getBytes(StandardCharsets.UTF_8));
    return own(text, new NoteSignature(name, id, value));
  }

  /** States that the checkpoint in a text is the largest consistent one seen at a time. */
  public NoteSignature cosign(String text, Instant time, UnaryOperator<byte[]> ed25519) {
    require(Type.COSIGNATURE);
    long seconds = time.getEpochSecond();
    byte[] value = ed25519.apply(Cosignature.message(text, seconds));
    return own(text, new NoteSignature(name, id, Cosignature.value(seconds, value)));
  }

  private void require(Type expected) {
    if (type != expected) {
      throw new IllegalStateException("a key for " + type + " does not sign a " + expected);
    }
  }

  /** What another private key signed must not leave under this name. */
  private NoteSignature own(String text, NoteSignature signature) {
    if (!verifies(text, signature)) {
      throw new IllegalStateException("the signature made for " + vkey() + " is not of its key");
    }
    return signature;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteKey that && vkey().equals(that.vkey());
  }

  @Override
  public int hashCode() {
    return vkey().hashCode();
  }

  @Override
  public String toString() {
    return vkey();
  }
}
