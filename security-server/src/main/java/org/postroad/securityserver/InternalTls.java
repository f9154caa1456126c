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
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;

/**
 * The TLS identity towards information systems: a key of its own with a self-signed certificate,
 * made at the first start (D22 of the registry rows). Which client certificate belongs to whom is
 * decided per message, so any passes the handshake.
 */
final class InternalTls {

  private static final Duration VALIDITY = Duration.ofDays(7300);

  private final Path token;
  private final Path certificate;
  private final Clock clock;
  private final SecureRandom random;

  InternalTls(ServerDirectory directory, Clock clock, SecureRandom random) {
    this.token = directory.keys().resolve("internal-tls.p12");
    this.certificate = directory.keys().resolve("internal-tls.der");
    this.clock = clock;
    this.random = random;
  }

  TlsContext context(char[] pin) throws IOException {
    TokenKey key = Files.exists(token) ? open(pin) : generate(pin);
    X509Certificate own = Certificates.parse(Files.readAllBytes(certificate));
    return TlsContext.server(
        key.keyManager(List.of(own)),
        TlsPolicy.INFORMATION_SYSTEMS,
        ClientAuth.WANT,
        _ -> {},
        List::of);
  }

  private TokenKey open(char[] pin) throws IOException {
    try (InputStream in = Files.newInputStream(token)) {
      return SoftwareToken.open(in, pin).keys().getFirst();
    }
  }

  private TokenKey generate(char[] pin) throws IOException {
    SoftwareToken fresh = SoftwareToken.create();
    TokenKey key = fresh.generate(KeyKind.EC_P256, random);
    Instant now = clock.instant();
    X509Certificate own = key.selfSigned("CN=security server", now, now.plus(VALIDITY));
    Files.write(certificate, Certificates.encoded(own));
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
    return key;
  }
}
