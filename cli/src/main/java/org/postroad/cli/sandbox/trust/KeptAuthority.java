// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;

/**
 * The authority that a directory keeps, whether its services run or not. It certifies whoever asks:
 * for trying things only.
 */
public final class KeptAuthority {
  private static final String BEGIN = "-----BEGIN CERTIFICATE REQUEST-----";
  private static final String END = "-----END CERTIFICATE REQUEST-----";

  /** Certificates start a little early, so that a neighbour's clock may be behind. */
  private static final Duration EARLY = Duration.ofMinutes(5);

  private final SandboxAuthority authority;
  private final String ocspUrl;
  private final Clock clock;

  private KeptAuthority(SandboxAuthority authority, String ocspUrl, Clock clock) {
    this.authority = authority;
    this.ocspUrl = ocspUrl;
    this.clock = clock;
  }

  /**
   * Opens it.
   *
   * @throws IOException when there is none, or its services never ran
   */
  public static KeptAuthority open(Path directory, Clock clock, SecureRandom random)
      throws IOException {
    AuthorityDirectory kept = new AuthorityDirectory(directory);
    if (!kept.exists()) {
      throw new IOException(
          "There is no authority in " + directory + ": postroad sandbox authorities run makes one");
    }
    return new KeptAuthority(
        SandboxAuthority.open(directory, KeyKind.EC_P256, clock, random),
        kept.readOcspUrl(),
        clock);
  }

  /**
   * Certifies the key of a request, in DER or PEM.
   *
   * @param use what the certificate is for; if it is not given, what the request asks for
   * @throws Fault {@code incorrect_certificate} for a request that is none, or says no use
   */
  public X509Certificate sign(byte[] request, Optional<KeyUse> use, Duration validity) {
    byte[] der = der(request);
    KeyUse asked =
        use.or(() -> CertificateRequest.parse(der).use())
            .orElseThrow(() ->
                new Fault(
                    FaultCode.INCORRECT_CERTIFICATE,
                    "Certificate request does not say whether it is for signing or"
                        + " authentication"));
    Instant now = clock.instant();
    return authority.issue(der, asked, now.minus(EARLY), now.plus(validity), ocspUrl);
  }

  /** Makes OCSP say revoked from now on. */
  public void revoke(X509Certificate certificate) {
    authority.revoke(certificate);
  }

  private static byte[] der(byte[] request) {
    String text = new String(request, US_ASCII);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      return request;
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
    } catch (IllegalArgumentException e) {
      throw new Fault(FaultCode.INCORRECT_CERTIFICATE, "Certificate request cannot be read", e);
    }
  }
}
