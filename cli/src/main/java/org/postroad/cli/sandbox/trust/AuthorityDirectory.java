// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.SoftwareToken;

/**
 * Where a sandbox authority is kept: {@code token.p12} and its {@code pin}, {@code ca.pem}, {@code
 * ocsp.pem}, {@code tsa.pem}, the journal {@code issued.txt}, and in {@code ocsp.url} where it
 * answered last. The directory is its owner's alone. The PIN lies next to the token, since a
 * sandbox must start without being asked.
 */
final class AuthorityDirectory {
  private static final int PIN_BYTES = 24;
  private static final String OCSP_URL = "ocsp.url";

  private final Path directory;

  AuthorityDirectory(Path directory) {
    this.directory = directory;
  }

  /** Written last, the token tells that everything is there. */
  boolean exists() {
    return Files.exists(token());
  }

  void prepare() throws IOException {
    Files.createDirectories(directory);
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    }
    Files.deleteIfExists(journal());
  }

  Path journal() {
    return directory.resolve("issued.txt");
  }

  /** Where its OCSP responder is, which every certificate says. */
  String readOcspUrl() throws IOException {
    return Files.readString(directory.resolve(OCSP_URL), US_ASCII).strip();
  }

  void writeOcspUrl(String url) throws IOException {
    write(OCSP_URL, (url + "\n").getBytes(US_ASCII));
  }

  SoftwareToken readToken() throws IOException {
    char[] pin = Files.readString(directory.resolve("pin"), US_ASCII).toCharArray();
    return SoftwareToken.open(new ByteArrayInputStream(Files.readAllBytes(token())), pin);
  }

  AuthorityCertificates readCertificates() throws IOException {
    return new AuthorityCertificates(read("ca.pem"), read("ocsp.pem"), read("tsa.pem"));
  }

  void write(SoftwareToken token, AuthorityCertificates certificates, SecureRandom random)
      throws IOException {
    byte[] secret = new byte[PIN_BYTES];
    random.nextBytes(secret);
    String pin = HexFormat.of().formatHex(secret);
    var pkcs12 = new ByteArrayOutputStream();
    token.save(pkcs12, pin.toCharArray());
    write("ca.pem", Certificates.pem(certificates.ca()).getBytes(US_ASCII));
    write("ocsp.pem", Certificates.pem(certificates.ocsp()).getBytes(US_ASCII));
    write("tsa.pem", Certificates.pem(certificates.tsa()).getBytes(US_ASCII));
    write("pin", pin.getBytes(US_ASCII));
    write(token().getFileName().toString(), pkcs12.toByteArray());
  }

  private Path token() {
    return directory.resolve("token.p12");
  }

  private X509Certificate read(String name) throws IOException {
    return Certificates.parse(Files.readAllBytes(directory.resolve(name)));
  }

  /** A temporary file is its owner's alone from the start. */
  private void write(String name, byte[] bytes) throws IOException {
    Path temporary = Files.createTempFile(directory, name, ".new");
    Files.write(temporary, bytes);
    Files.move(
        temporary,
        directory.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
