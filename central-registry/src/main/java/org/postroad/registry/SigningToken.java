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
 * readable for its owner only from its first byte on.
 */
public final class SigningToken implements AutoCloseable {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final char[] pin;
  private final SoftwareToken token;

  private SigningToken(Path file, char[] pin, SoftwareToken token) {
    this.file = file;
    this.pin = pin;
    this.token = token;
  }

  /** Opens the token; without a file it has no keys yet. */
  public static SigningToken open(Path file, char[] pin) {
    char[] own = pin.clone();
    if (!Files.exists(file)) {
      return new SigningToken(file, own, SoftwareToken.create());
    }
    try (InputStream in = Files.newInputStream(file)) {
      return new SigningToken(file, own, SoftwareToken.open(in, own));
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read the token " + file, failure);
    }
  }

  /** The key for signing directories, with SHA-512 as the reference does (A52). */
  public Optional<SigningKey> signer(String keyId) {
    return token.key(keyId).map(key -> key.signer(DigestAlgorithm.SHA512));
  }

  /** The key that a certificate is for. */
  TokenKey keyOf(X509Certificate certificate) {
    return token
        .keyOf(certificate)
        .orElseThrow(() ->
            new Fault(
                FaultCode.KEY_NOT_FOUND,
                "The token has no key of the certificate "
                    + Certificates.displayName(certificate)));
  }

  /** Makes a key and saves it. */
  public TokenKey generate(KeyKind kind, SecureRandom random) {
    TokenKey key = token.generate(kind, random);
    save();
    return key;
  }

  /** Forgets a key for good. */
  public void remove(String keyId) {
    if (token.remove(keyId)) {
      save();
    }
  }

  /** A key by its id. */
  public Optional<TokenKey> key(String keyId) {
    return token.key(keyId);
  }

  @Override
  public void close() {
    Arrays.fill(pin, '\0');
  }

  private void save() {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.deleteIfExists(next);
      Files.createFile(next, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      try (OutputStream out = Files.newOutputStream(next)) {
        token.save(out, pin);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write the token " + file, failure);
    }
  }
}
