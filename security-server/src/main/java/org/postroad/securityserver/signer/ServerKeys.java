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
import java.util.stream.Stream;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUsages;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.journal.JournalKeys;

/**
 * The tokens of one server and the certificates imported for their keys.
 *
 * <p>On disk: the software token {@code token.p12}, protected by the PIN; one file for each
 * hardware token under {@code tokens/} ({@link HardwareTokenFile}); one DER file for each
 * certificate under {@code certificates/}, all owner-only. What a certificate is for is read from
 * its key usage (C04, C05), its key is found by equal public key on whichever token it is (C67).
 */
public final class ServerKeys implements AutoCloseable {

  private static final String TOKEN_FILE = "token.p12";

  private final Path directory;
  private final char[] pin;
  private final SoftwareToken token;
  private final HardwareTokens devices;
  private volatile List<CertifiedKey> certified;

  private ServerKeys(Path directory, char[] pin, SoftwareToken token, HardwareTokens devices) {
    this.directory = directory;
    this.pin = pin;
    this.token = token;
    this.devices = devices;
    this.certified = List.of();
  }

  /**
   * Opens the software token of a directory, making an empty one if there is none yet, and the
   * hardware tokens it configures. A device that is not there is opened when it is.
   */
  public static ServerKeys open(Path directory, char[] pin) {
    try {
      OwnerOnly.createDirectories(directory.resolve("certificates"));
      char[] kept = pin.clone();
      ServerKeys keys =
          new ServerKeys(
              directory,
              kept,
              openToken(directory, kept),
              HardwareTokens.read(directory.resolve("tokens"), kept));
      keys.readCertificates();
      keys.devices.open(keys::readCertificates);
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

  /** The master keys of the message log that a directory names, from files and hardware tokens. */
  public JournalKeys logKeys(Path files) throws IOException {
    return new LogKeyFiles(devices).read(files);
  }

  /** Generates a key on a configured hardware token. */
  public TokenKey generate(String device, KeyKind kind, SecureRandom random) {
    return devices.named(device).generate(kind, random);
  }

  /** Generates a key in the software token and saves it before it returns. */
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
                    "No key of this server belongs to the certificate of "
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

  /** Those of the software token only (C68). */
  public List<CertifiedKey> authentication() {
    return certified.stream()
        .filter(key -> KeyUsages.isAuthentication(key.certificate()))
        .filter(key -> key.key().isLocal())
        .toList();
  }

  /** Those of {@link #authentication}. */
  public List<X509Certificate> authenticationCertificates() {
    return authentication().stream().map(CertifiedKey::certificate).toList();
  }

  public List<X509Certificate> certificates() {
    return certified.stream().map(CertifiedKey::certificate).toList();
  }

  private Path certificateFile(String hash) {
    return directory.resolve("certificates").resolve(hash + ".der");
  }

  private synchronized void readCertificates() {
    List<CertifiedKey> read = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.resolve("certificates"), "*.der")) {
      for (Path file : files) {
        certify(Certificates.parse(Files.readAllBytes(file))).ifPresent(read::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    certified = List.copyOf(read);
  }

  private Optional<CertifiedKey> certify(X509Certificate certificate) {
    return Stream.concat(Stream.of(token), devices.all().stream())
        .flatMap(each -> each.keyOf(certificate).stream())
        .findFirst()
        .map(key -> new CertifiedKey(key, certificate));
  }

  @Override
  public void close() {
    devices.close();
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
