// SPDX-License-Identifier: MIT
package org.postroad.securityserver.signer;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.SecondaryConfiguration;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;

/**
 * The TLS identity towards information systems, those that call and those that are called: a key of
 * its own with a certificate that is self-signed, made at the first start, until another is
 * imported (D22 of the registry rows). What changes is in use for the next connection.
 *
 * <p>The key is RSA, since clients that know only the suites of row A-066 cannot use another. On
 * disk the certificate decides which of the keys in the token counts, so that no crash leaves one
 * without the other.
 */
public final class InternalTls {
  private static final Duration VALIDITY = Duration.ofDays(7300);
  private static final String SUBJECT = "CN=security server";

  private final InternalTlsFiles files;
  private final boolean copied;

  @GuardedBy("this")
  private SoftwareToken keys;

  private volatile Current current;

  /** One key with its certificate and what they make. */
  private record Current(
      TokenKey key, List<X509Certificate> chain, TlsContext server, TlsContext client) {

    static Current of(TokenKey key, List<X509Certificate> chain) {
      return new Current(
          key,
          chain,
          TlsContext.server(
              key.keyManager(chain),
              TlsPolicy.INFORMATION_SYSTEMS,
              ClientAuth.WANT,
              _ -> {},
              List::of),
          TlsContext.client(Optional.of(key.keyManager(chain)), TlsPolicy.INFORMATION_SYSTEMS));
    }
  }

  private InternalTls(InternalTlsFiles files, boolean copied, SoftwareToken keys, Current current) {
    this.files = files;
    this.copied = copied;
    this.keys = keys;
    this.current = current;
  }

  /**
   * Opens what an earlier start made, or makes it.
   *
   * @param hosts names and addresses a new certificate is made for
   */
  public static InternalTls open(
      InternalTlsFiles files, List<String> hosts, Clock clock, SecureRandom random)
      throws IOException {
    if (files.exist()) {
      return opened(files, false);
    }
    SoftwareToken fresh = SoftwareToken.create();
    TokenKey key = fresh.generate(KeyKind.RSA_2048, random);
    List<X509Certificate> own = selfSigned(key, hosts, clock);
    files.save(fresh);
    files.save(own);
    return new InternalTls(files, false, fresh, Current.of(key, own));
  }

  /**
   * Has a key and a certificate from elsewhere instead of those that are there.
   *
   * @param certificate in DER, or a chain in PEM
   * @throws IOException when none of the keys belongs to the certificate
   */
  public static void adopt(InternalTlsFiles files, SoftwareToken keys, byte[] certificate)
      throws IOException {
    List<X509Certificate> chain = PemChain.read(certificate);
    var _ = read(files, keys, chain);
    files.save(keys);
    files.save(chain);
  }

  /** Opens what was copied from another node; it is used, and never changed here (F03). */
  public static InternalTls openCopied(InternalTlsFiles files) throws IOException {
    return opened(files, true);
  }

  private static InternalTls opened(InternalTlsFiles files, boolean copied) throws IOException {
    SoftwareToken keys = files.keys();
    return new InternalTls(files, copied, keys, read(files, keys, files.chain()));
  }

  private static Current read(
      InternalTlsFiles files, SoftwareToken keys, List<X509Certificate> chain) throws IOException {
    return Current.of(
        keys.keyOf(chain.getFirst())
            .orElseThrow(() -> new IOException("No key belongs to the certificate in " + files)),
        chain);
  }

  /**
   * Takes over another certificate that was copied; whether there was one. What cannot be read,
   * since it is still being copied, is left as it was known.
   */
  public synchronized boolean reread() {
    try {
      List<X509Certificate> chain = files.chain();
      if (chain.equals(current.chain())) {
        return false;
      }
      SoftwareToken next = files.keys();
      current = read(files, next, chain);
      keys = next;
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireChangeable() {
    if (copied) {
      throw SecondaryConfiguration.refusal();
    }
  }

  private static List<X509Certificate> selfSigned(TokenKey key, List<String> hosts, Clock clock) {
    Instant now = clock.instant();
    return List.of(key.selfSigned(SUBJECT, hosts, now, now.plus(VALIDITY)));
  }

  /** Whoever shows it is this server itself. */
  public X509Certificate certificate() {
    return current.chain().getFirst();
  }

  /** The certificate and its intermediate authorities, for an administrator to hand out. */
  public List<X509Certificate> chain() {
    return current.chain();
  }

  /** The same in PEM. */
  public byte[] pem() {
    return PemChain.pem(chain());
  }

  /**
   * A new key with a certificate that it issues for itself. The present key stays in the token
   * until the next one is made.
   */
  public synchronized X509Certificate renew(List<String> hosts, Clock clock, SecureRandom random)
      throws IOException {
    requireChangeable();
    TokenKey present = current.key();
    for (TokenKey older : List.copyOf(keys.keys())) {
      if (!older.id().equals(present.id())) {
        keys.remove(older.id());
      }
    }
    TokenKey key = keys.generate(KeyKind.RSA_2048, random);
    files.save(keys);
    use(key, selfSigned(key, hosts, clock));
    return certificate();
  }

  /**
   * Asks an authority for a certificate of the present key.
   *
   * @return PKCS #10 in DER
   */
  public byte[] request(String subject, Optional<String> dnsName) {
    return current.key().certificateRequest(subject, dnsName, KeyUse.AUTHENTICATION);
  }

  /**
   * Puts a certificate of the present key into use.
   *
   * @param pemOrDer the certificate, in PEM followed by intermediate authorities if there are any
   * @throws Fault {@code key_not_found} for a certificate of another key
   */
  public synchronized void importCertificate(byte[] pemOrDer) throws IOException {
    requireChangeable();
    List<X509Certificate> chain = PemChain.read(pemOrDer);
    TokenKey key = current.key();
    if (!chain.getFirst().getPublicKey().equals(key.publicKey())) {
      throw new Fault(
          FaultCode.KEY_NOT_FOUND,
          "The certificate of "
              + chain.getFirst().getSubjectX500Principal()
              + " is not one of this server's internal TLS key");
    }
    use(key, chain);
  }

  /**
   * Has nothing saved while all files of the server are put under another PIN.
   *
   * @param change puts them; when it throws, the PIN stays
   */
  public synchronized void changePin(char[] next, Runnable change) {
    change.run();
    files.changePin(next);
  }

  private void use(TokenKey key, List<X509Certificate> chain) throws IOException {
    files.save(chain);
    current = Current.of(key, chain);
  }

  /**
   * For the port information systems connect to. Which client certificate belongs to whom is
   * decided per message, so any passes the handshake.
   */
  public TlsContext server() {
    return current.server();
  }

  /** For connections to services, which are shown the certificate if they ask for one. */
  public TlsContext client() {
    return current.client();
  }
}
