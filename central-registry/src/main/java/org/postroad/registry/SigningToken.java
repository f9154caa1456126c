// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.algorithm.SigningKey;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;

/**
 * The token with keys that sign directories, kept in one file that is replaced as a whole and
 * readable for its owner only from its first byte on. Logged out it has no keys until somebody
 * gives the PIN again.
 */
public final class SigningToken implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final ReentrantLock lock = new ReentrantLock();

  /** Present while logged in. */
  private volatile Optional<Session> session;

  private record Session(char[] pin, SoftwareToken token) {}

  private SigningToken(Path file, Session session) {
    this.file = file;
    this.session = Optional.of(session);
  }

  /** Opens the token; without a file it has no keys yet. */
  public static SigningToken open(Path file, char[] pin) {
    SoftwareToken token = Files.exists(file) ? read(file, pin) : SoftwareToken.create();
    return new SigningToken(file, new Session(pin.clone(), token));
  }

  private static SoftwareToken read(Path file, char[] pin) {
    try (InputStream in = Files.newInputStream(file)) {
      return SoftwareToken.open(in, pin);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the token " + file, failure);
    }
  }

  /** Takes the keys up again; a wrong PIN is refused and changes nothing. */
  public void login(char[] pin) {
    lock.lock();
    try {
      if (session.isEmpty()) {
        session = Optional.of(new Session(pin.clone(), read(file, pin)));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets keys and PIN; nothing can be signed until {@link #login}. */
  public void logout() {
    lock.lock();
    try {
      session.ifPresent(ended -> Arrays.fill(ended.pin(), '\0'));
      session = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Whether somebody who has the PIN is logged in. */
  public boolean isActive() {
    return session.isPresent();
  }

  /** Whether the file with the keys is there. */
  boolean isThere() {
    return Files.exists(file);
  }

  /** Whether the keys could be read again, as they would be at the next start. */
  boolean isReadable() {
    lock.lock();
    try {
      session.filter(_ -> isThere()).ifPresent(known -> read(file, known.pin()));
      return true;
    } catch (UncheckedIOException | Fault unreadable) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  private Session active() {
    return session.orElseThrow(() ->
        new Fault(
            FaultCode.TOKEN_NOT_ACTIVE, "The token " + file.getFileName() + " is logged out"));
  }

  /** The key for signing directories, with SHA-512 as the reference does (A52). */
  public Optional<SigningKey> signer(String keyId) {
    return key(keyId).map(key -> key.signer(DigestAlgorithm.SHA512));
  }

  /** The key that a certificate is for. */
  TokenKey keyOf(X509Certificate certificate) {
    return active()
        .token()
        .keyOf(certificate)
        .orElseThrow(() ->
            new Fault(
                FaultCode.KEY_NOT_FOUND,
                "The token has no key of the certificate "
                    + Certificates.displayName(certificate)));
  }

  /** Makes a key and saves it. */
  public TokenKey generate(KeyKind kind, SecureRandom random) {
    lock.lock();
    try {
      TokenKey key = active().token().generate(kind, random);
      save();
      return key;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a key for good. */
  public void remove(String keyId) {
    lock.lock();
    try {
      if (active().token().remove(keyId)) {
        save();
      }
    } finally {
      lock.unlock();
    }
  }

  /** A key by its id. */
  public Optional<TokenKey> key(String keyId) {
    return active().token().key(keyId);
  }

  @Override
  public void close() {
    logout();
  }

  private void save() {
    Session own = active();
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try (OutputStream out = Files.newOutputStream(next)) {
        own.token().save(out, own.pin());
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write the token " + file, failure);
    }
  }
}
