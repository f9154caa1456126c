// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;

/** The software token of a server: a file, and its keys in memory until somebody logs out. */
final class SoftwareTokenFile {
  private final Path file;
  private final ServerPin pin;
  private volatile Optional<SoftwareToken> open;
  private volatile List<PublicKey> seen = List.of();

  private SoftwareTokenFile(Path file, ServerPin pin, SoftwareToken token) {
    this.file = file;
    this.pin = pin;
    this.open = Optional.of(token);
  }

  /** Reads the file; a token without keys if there is none yet. */
  static SoftwareTokenFile open(Path file, ServerPin pin) throws IOException {
    char[] told = pin.copy();
    try {
      return new SoftwareTokenFile(file, pin, read(file, told));
    } finally {
      Arrays.fill(told, '\0');
    }
  }

  static SoftwareToken read(Path file, char[] pin) throws IOException {
    if (!Files.exists(file)) {
      return SoftwareToken.create();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return SoftwareToken.open(in, pin);
    }
  }

  static byte[] encoded(SoftwareToken token, char[] pin) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    token.save(out, pin);
    return out.toByteArray();
  }

  /** Nothing after somebody logged out. */
  Optional<SoftwareToken> token() {
    return open;
  }

  /** Those of the keys that were there when somebody was logged in last. */
  List<PublicKey> publicKeys() {
    return open.map(SoftwareToken::publicKeys).orElse(seen);
  }

  /** Takes over what somebody else wrote; nothing while nobody is logged in. */
  void reread() throws IOException {
    if (open.isPresent()) {
      char[] told = pin.copy();
      try {
        open = Optional.of(read(file, told));
      } finally {
        Arrays.fill(told, '\0');
      }
    }
  }

  /** The key is on disk before it is returned. */
  TokenKey generate(KeyKind kind, SecureRandom random) throws IOException {
    SoftwareToken token = required();
    TokenKey key = token.generate(kind, random);
    try {
      save(token);
      return key;
    } catch (IOException e) {
      token.remove(key.id());
      throw e;
    }
  }

  /** The keys of another token are on disk when this returns. */
  void adopt(SoftwareToken other) throws IOException {
    SoftwareToken token = required();
    token.adopt(other);
    save(token);
  }

  /** The key is gone from the disk before it is from the memory; whether there was one. */
  boolean remove(String id) throws IOException {
    char[] told = pin.copy();
    try {
      SoftwareToken next = read(file, told);
      if (!next.remove(id)) {
        return false;
      }
      DurableFile.write(file, encoded(next, told));
    } finally {
      Arrays.fill(told, '\0');
    }
    return required().remove(id);
  }

  /**
   * Opens the token again.
   *
   * @throws Fault {@code token_not_active} when the PIN is wrong
   */
  void logIn(char[] with) throws IOException {
    open = Optional.of(read(file, with));
    pin.set(with);
  }

  void logOut() {
    seen = publicKeys();
    open = Optional.empty();
    pin.forget();
  }

  private SoftwareToken required() {
    return open.orElseThrow(
        () -> new Fault(FaultCode.TOKEN_NOT_ACTIVE, "Nobody is logged in to the software token"));
  }

  private void save(SoftwareToken token) throws IOException {
    char[] told = pin.copy();
    try {
      DurableFile.write(file, encoded(token, told));
    } finally {
      Arrays.fill(told, '\0');
    }
  }
}
