// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.X509ExtendedKeyManager;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;

/**
 * The TLS key of the management ports and its certificate, which servers compare octet by octet
 * with the published one (B02). Made once and kept; the certificate must be published before
 * servers can register.
 */
public record ManagementKey(TokenKey key, X509Certificate certificate) {
  private static final Duration VALIDITY = Duration.ofDays(20 * 365);

  /**
   * Opens the key in the registry's directory, or makes it.
   *
   * @param hosts names and IP addresses the ports are reached by
   */
  public static ManagementKey open(
      Path directory, char[] pin, List<String> hosts, Instant now, SecureRandom random) {
    new RegistryDirectory(directory).make();
    SigningToken token = SigningToken.open(directory.resolve("management.p12"), pin);
    try {
      Path file = directory.resolve("management.crt");
      if (Files.exists(file)) {
        X509Certificate certificate = Certificates.parse(Files.readAllBytes(file));
        return new ManagementKey(token.keyOf(certificate), certificate);
      }
      TokenKey key = token.generate(KeyKind.EC_P256, random);
      X509Certificate made =
          key.selfSigned("CN=Management services", hosts, now.minusSeconds(60), now.plus(VALIDITY));
      write(file, Certificates.pem(made));
      return new ManagementKey(key, made);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot open the management key in " + directory, failure);
    } finally {
      token.close();
    }
  }

  private static void write(Path file, String pem) throws IOException {
    Path next = file.resolveSibling("management.crt.next");
    Files.writeString(next, pem);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  X509ExtendedKeyManager keyManager() {
    return key.keyManager(List.of(certificate));
  }
}
