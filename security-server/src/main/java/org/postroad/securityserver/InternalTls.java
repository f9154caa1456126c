// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;

/**
 * The TLS identity towards information systems, those that call and those that are called: a key of
 * its own with a self-signed certificate, made at the first start (D22 of the registry rows).
 *
 * <p>The key is RSA, since clients that know only the suites of row A-066 cannot use another.
 *
 * @param certificate whoever shows it is this server itself
 */
record InternalTls(TokenKey key, X509Certificate certificate) {

  private static final Duration VALIDITY = Duration.ofDays(7300);

  /**
   * Opens what an earlier start made, or makes it.
   *
   * @param hosts names and addresses the certificate is made for
   */
  static InternalTls open(
      ServerDirectory directory, char[] pin, List<String> hosts, Clock clock, SecureRandom random)
      throws IOException {
    Path token = directory.internalTlsToken();
    Path certificate = directory.internalTlsCertificate();
    if (!Files.exists(token)) {
      SoftwareToken fresh = SoftwareToken.create();
      TokenKey key = fresh.generate(KeyKind.RSA_2048, random);
      Instant now = clock.instant();
      X509Certificate own = key.selfSigned("CN=security server", hosts, now, now.plus(VALIDITY));
      Files.write(certificate, Certificates.encoded(own));
      save(fresh, token, pin);
      return new InternalTls(key, own);
    }
    return openCopied(directory, pin);
  }

  /** Opens what is there, as it was copied from another node. */
  static InternalTls openCopied(ServerDirectory directory, char[] pin) throws IOException {
    try (InputStream in = Files.newInputStream(directory.internalTlsToken())) {
      return new InternalTls(
          SoftwareToken.open(in, pin).keys().getFirst(),
          Certificates.parse(Files.readAllBytes(directory.internalTlsCertificate())));
    }
  }

  /**
   * For the port information systems connect to. Which client certificate belongs to whom is
   * decided per message, so any passes the handshake.
   */
  TlsContext server() {
    return TlsContext.server(
        key.keyManager(List.of(certificate)),
        TlsPolicy.INFORMATION_SYSTEMS,
        ClientAuth.WANT,
        _ -> {},
        List::of);
  }

  /** For connections to services, which are shown the certificate if they ask for one. */
  TlsContext client() {
    return TlsContext.client(
        Optional.of(key.keyManager(List.of(certificate))), TlsPolicy.INFORMATION_SYSTEMS);
  }

  private static void save(SoftwareToken fresh, Path token, char[] pin) throws IOException {
    Path written =
        Files.createTempFile(
            token.getParent(),
            "internal-tls",
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(written)) {
      fresh.save(out, pin);
    }
    Files.move(written, token, StandardCopyOption.ATOMIC_MOVE);
  }
}
