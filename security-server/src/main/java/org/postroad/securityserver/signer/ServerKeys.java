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
import org.postroad.securityserver.conf.SecondaryConfiguration;
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

  public static final String TOKEN_FILE = "token.p12";
  public static final String CERTIFICATES = "certificates";
  public static final String HARDWARE_TOKENS = "tokens";

  private final Path directory;
  private final char[] pin;
  private final HardwareTokens devices;
  private final boolean copied;
  private volatile SoftwareToken token;
  private volatile List<CertifiedKey> certified;
  private volatile KeyFiles read;

  private ServerKeys(
      Path directory,
      char[] pin,
      SoftwareToken token,
      HardwareTokens devices,
      boolean copied,
      KeyFiles read) {
    this.directory = directory;
    this.pin = pin;
    this.token = token;
    this.devices = devices;
    this.copied = copied;
    this.certified = List.of();
    this.read = read;
  }

  /**
   * Opens the software token of a directory, making an empty one if there is none yet, and the
   * hardware tokens it configures. A device that is not there is opened when it is.
   */
  public static ServerKeys open(Path directory, char[] pin) {
    return open(directory, pin, false);
  }

  /**
   * Opens keys that are copied from another node: they are used, and never changed here (F03).
   *
   * @throws IllegalStateException when there is no software token yet
   */
  public static ServerKeys openCopied(Path directory, char[] pin) {
    if (!Files.exists(directory.resolve(TOKEN_FILE))) {
      throw new IllegalStateException(
          "There is no " + directory.resolve(TOKEN_FILE) + " copied from the primary node yet");
    }
    return open(directory, pin, true);
  }

  private static ServerKeys open(Path directory, char[] pin, boolean copied) {
    try {
      OwnerOnly.createDirectories(directory.resolve(CERTIFICATES));
      KeyFiles files = files(directory);
      char[] kept = pin.clone();
      ServerKeys keys =
          new ServerKeys(
              directory,
              kept,
              openToken(directory, kept),
              HardwareTokens.read(directory.resolve(HARDWARE_TOKENS), kept),
              copied,
              files);
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

  /**
   * Takes over files that somebody else has changed; whether any has. What cannot be read, since it
   * is still being copied, is left as it was known.
   */
  public synchronized boolean reread() {
    try {
      KeyFiles now = files(directory);
      if (now.equals(read) || !Files.exists(directory.resolve(TOKEN_FILE))) {
        return false;
      }
      token = openToken(directory, pin);
      readCertificates();
      read = now;
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyFiles files(Path directory) throws IOException {
    return KeyFiles.of(directory.resolve(TOKEN_FILE), directory.resolve(CERTIFICATES));
  }

  private void requireChangeable() {
    if (copied) {
      throw SecondaryConfiguration.refusal();
    }
  }

  /** Generates a key on a configured hardware token. */
  public TokenKey generate(String device, KeyKind kind, SecureRandom random) {
    requireChangeable();
    return devices.named(device).generate(kind, random);
  }

  /** Generates a key in the software token and saves it before it returns. */
  public synchronized TokenKey generate(KeyKind kind, SecureRandom random) {
    requireChangeable();
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
    requireChangeable();
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

  /** The names of the hardware tokens that no key can be used of now. */
  public List<String> unusableDevices() {
    return devices.unusable();
  }

  public List<X509Certificate> certificates() {
    return certified.stream().map(CertifiedKey::certificate).toList();
  }

  private Path certificateFile(String hash) {
    return directory.resolve(CERTIFICATES).resolve(hash + ".der");
  }

  private synchronized void readCertificates() {
    List<CertifiedKey> read = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory.resolve(CERTIFICATES), "*.der")) {
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
}
