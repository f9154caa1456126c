// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;

/**
 * The software token of one server and the certificates imported for its keys.
 *
 * <p>On disk: {@code token.p12}, protected by the PIN, and one DER file a certificate under {@code
 * certificates/}, all owner-only. What a certificate is for is read from its key usage (C04, C05),
 * its key is found by equal public key (C67).
 */
public final class ServerKeys {

  private static final String TOKEN_FILE = "token.p12";

  private final Path directory;
  private final char[] pin;
  private final SoftwareToken token;
  private volatile List<CertifiedKey> certified;

  private ServerKeys(Path directory, char[] pin, SoftwareToken token) {
    this.directory = directory;
    this.pin = pin;
    this.token = token;
    this.certified = List.of();
  }

  /** Opens the token of a directory, making an empty one if there is none yet. */
  public static ServerKeys open(Path directory, char[] pin) {
    try {
      OwnerOnly.createDirectories(directory.resolve("certificates"));
      ServerKeys keys = new ServerKeys(directory, pin.clone(), openToken(directory, pin));
      keys.readCertificates();
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SoftwareToken openToken(Path directory, char[] pin) throws IOException {
    Path file = directory.resolve(TOKEN_FILE);
    if (!Files.exists(file)) {
      return SoftwareToken.create();
    }
    try (InputStream in = Files.newInputStream(file)) {
      return SoftwareToken.open(in, pin);
    }
  }

  /** Generates a key and saves the token before it returns. */
  public synchronized TokenKey generate(KeyKind kind, SecureRandom random) {
    TokenKey key = token.generate(kind, random);
    try {
      Path written = OwnerOnly.newFile(directory, "token");
      try (OutputStream out = Files.newOutputStream(written)) {
        token.save(out, pin);
      }
      Files.move(written, directory.resolve(TOKEN_FILE), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return key;
  }

  /** Stores a certificate for a key of this token and puts it into use. */
  public synchronized void importCertificate(X509Certificate certificate) {
    CertifiedKey entry =
        certify(certificate)
            .orElseThrow(() ->
                new Fault(
                    FaultCode.KEY_NOT_FOUND,
                    "No key of this token belongs to the certificate of "
                        + certificate.getSubjectX500Principal()));
    try {
      byte[] der = certificate.getEncoded();
      Path file = certificateFile(DigestAlgorithm.SHA256.digest(der).hex());
      Files.write(OwnerOnly.newFile(file), der);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("Certificate has no DER form", e);
    }
    List<CertifiedKey> next = new ArrayList<>(certified);
    next.removeIf(known -> known.certificate().equals(certificate));
    next.add(entry);
    certified = List.copyOf(next);
  }

  public List<CertifiedKey> signing() {
    return certified.stream().filter(key -> KeyUsages.isSigning(key.certificate())).toList();
  }

  public List<CertifiedKey> authentication() {
    return certified.stream().filter(key -> KeyUsages.isAuthentication(key.certificate())).toList();
  }

  public List<X509Certificate> certificates() {
    return certified.stream().map(CertifiedKey::certificate).toList();
  }

  private Path certificateFile(String hash) {
    return directory.resolve("certificates").resolve(hash + ".der");
  }

  private void readCertificates() throws IOException {
    List<CertifiedKey> read = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.resolve("certificates"), "*.der")) {
      for (Path file : files) {
        certify(Certificates.parse(Files.readAllBytes(file))).ifPresent(read::add);
      }
    }
    certified = List.copyOf(read);
  }

  private Optional<CertifiedKey> certify(X509Certificate certificate) {
    return token.keyOf(certificate).map(key -> new CertifiedKey(key, certificate));
  }

  /** Files and directories that nobody but the owner can read, made so from the start. */
  private static final class OwnerOnly {
    private OwnerOnly() {}

    static void createDirectories(Path directory) throws IOException {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    static Path newFile(Path directory, String prefix) throws IOException {
      return Files.createTempFile(directory, prefix, ".new", attribute());
    }

    static Path newFile(Path file) throws IOException {
      return Files.exists(file) ? file : Files.createFile(file, attribute());
    }

    private static java.nio.file.attribute.FileAttribute<?> attribute() {
      return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }
  }
}
