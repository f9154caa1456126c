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
  private final Form form;
  private volatile char[] pin;

  /** How one certificate alone is written; a chain is always in PEM, and either is read. */
  private enum Form {
    DER,
    PEM
  }

  private InternalTlsFiles(Path token, Path certificate, Form form, char[] pin) {
    this.token = token;
    this.certificate = certificate;
    this.form = form;
    this.pin = pin.clone();
  }

  /**
   * Files that may not be there yet, for those who give the certificate to an information system.
   *
   * @param pin may be wiped when this returns
   */
  public static InternalTlsFiles inDer(Path token, Path certificate, char[] pin) {
    return new InternalTlsFiles(token, certificate, Form.DER, pin);
  }

  /**
   * Files that may not be there yet, for those who name the certificate to {@code curl --cacert}.
   *
   * @param pin may be wiped when this returns
   */
  public static InternalTlsFiles inPem(Path token, Path certificate, char[] pin) {
    return new InternalTlsFiles(token, certificate, Form.PEM, pin);
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
    Files.write(written, form == Form.PEM ? PemChain.pem(chain) : PemChain.write(chain));
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
