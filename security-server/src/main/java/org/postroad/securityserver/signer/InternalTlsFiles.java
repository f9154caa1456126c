// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.postroad.protocol.token.SoftwareToken;

/**
 * Where the TLS identity towards information systems lies: a token with its keys, protected by the
 * PIN, and the certificate in use with its chain. Each is replaced as a whole.
 */
public final class InternalTlsFiles {
  private final Path token;
  private final Path certificate;
  private volatile char[] pin;

  /**
   * Files that may not be there yet.
   *
   * @param pin may be wiped when this returns
   */
  public InternalTlsFiles(Path token, Path certificate, char[] pin) {
    this.token = token;
    this.certificate = certificate;
    this.pin = pin.clone();
  }

  /** They are under another PIN now. */
  void changePin(char[] next) {
    char[] before = pin;
    pin = next.clone();
    Arrays.fill(before, '\0');
  }

  boolean exist() {
    return Files.exists(token) && Files.exists(certificate);
  }

  SoftwareToken keys() throws IOException {
    try (InputStream in = Files.newInputStream(token)) {
      return SoftwareToken.open(in, pin);
    }
  }

  List<X509Certificate> chain() throws IOException {
    return PemChain.read(Files.readAllBytes(certificate));
  }

  void save(SoftwareToken keys) throws IOException {
    Path written = written(token);
    try (OutputStream out = Files.newOutputStream(written)) {
      keys.save(out, pin);
    }
    Files.move(written, token, StandardCopyOption.ATOMIC_MOVE);
  }

  void save(List<X509Certificate> chain) throws IOException {
    Path written = written(certificate);
    Files.write(written, PemChain.write(chain));
    Files.move(written, certificate, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path written(Path file) throws IOException {
    return OwnerOnly.newFile(Path.of(file + ".new"));
  }

  @Override
  public String toString() {
    return certificate + " with " + token;
  }
}
