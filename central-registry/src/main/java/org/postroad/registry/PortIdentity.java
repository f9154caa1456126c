// SPDX-License-Identifier: MIT

package org.postroad.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import javax.net.ssl.X509ExtendedKeyManager;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.TokenKey;

/**
 * The TLS key of one of the registry's ports and its certificate. Made at the first start, and kept
 * until somebody makes another or brings a certificate of an authority (E46). The file of the
 * certificate is what counts: a key without one is forgotten at the next start.
 */
public final class PortIdentity implements AutoCloseable {
  private static final Duration VALIDITY = Duration.ofDays(20 * 365);
  private static final Duration BEFORE = Duration.ofMinutes(1);

  private final Use use;
  private final Path file;
  private final SigningToken token;
  private final Clock clock;
  private final SecureRandom random;
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Consumer<X509ExtendedKeyManager>> ports = new CopyOnWriteArrayList<>();
  private volatile Presented presented;

  /** What the port is for. */
  public enum Use {
    CONFIGURATION("CN=Global configuration"),
    MANAGEMENT("CN=Management services"),
    ADMINISTRATION("CN=Administration");

    private final String subject;

    Use(String subject) {
      this.subject = subject;
    }

    /** What its two files begin with. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private record Presented(TokenKey key, X509Certificate certificate) {}

  private PortIdentity(
      Use use,
      Path file,
      SigningToken token,
      List<String> hosts,
      Clock clock,
      SecureRandom random) {
    this.use = use;
    this.file = file;
    this.token = token;
    this.clock = clock;
    this.random = random;
    this.presented = Files.exists(file) ? read() : make(hosts);
  }

  /**
   * Opens the key in the registry's directory, or makes it.
   *
   * @param hosts names and IP addresses the port is reached by, for a certificate still to be made
   */
  public static PortIdentity open(
      Path directory, Use use, char[] pin, List<String> hosts, Clock clock, SecureRandom random) {
    new RegistryDirectory(directory).make();
    SigningToken token = SigningToken.open(directory.resolve(use.word() + ".p12"), pin);
    try {
      Path file = directory.resolve(use.word() + ".crt");
      return new PortIdentity(use, file, token, hosts, clock, random);
    } catch (RuntimeException failure) {
      token.close();
      throw failure;
    }
  }

  /** What the port presents now. */
  public X509Certificate certificate() {
    return presented.certificate();
  }

  /** The file with that certificate, for whoever has to know it beforehand. */
  public Path file() {
    return file;
  }

  X509ExtendedKeyManager keyManager() {
    Presented now = presented;
    return now.key().keyManager(List.of(now.certificate()));
  }

  /** Tells a port from now on what to present. */
  void onChange(Consumer<X509ExtendedKeyManager> port) {
    ports.add(port);
  }

  /**
   * Makes another key with a certificate of its own; the former key is deleted.
   *
   * @param hosts names and IP addresses the port is reached by now
   */
  public void recreate(List<String> hosts) {
    lock.lock();
    try {
      TokenKey former = presented.key();
      present(make(hosts));
      token.remove(former.id());
    } finally {
      lock.unlock();
    }
  }

  /**
   * A request for a certificate of the present key, PKCS #10 in DER.
   *
   * @param subject such as {@code C=FI, O=Organisation, CN=registry.example.org}
   * @param dnsName asked for as subject alternative name
   */
  public byte[] certificateRequest(String subject, Optional<String> dnsName) {
    return presented.key().certificateRequest(subject, dnsName, KeyUse.AUTHENTICATION);
  }

  /** Presents another certificate of the present key; one of another key is refused. */
  public void importCertificate(X509Certificate certificate) {
    lock.lock();
    try {
      TokenKey key = presented.key();
      if (!certificate.getPublicKey().equals(key.publicKey())) {
        throw new Fault(
            FaultCode.INCORRECT_CERTIFICATE,
            Certificates.displayName(certificate) + " is not for the key of this port");
      }
      write(certificate);
      present(new Presented(key, certificate));
    } finally {
      lock.unlock();
    }
  }

  private void present(Presented next) {
    presented = next;
    ports.forEach(port -> port.accept(keyManager()));
  }

  private Presented read() {
    try {
      X509Certificate certificate = Certificates.parse(Files.readAllBytes(file));
      return new Presented(token.keyOf(certificate), certificate);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + file, failure);
    }
  }

  private Presented make(List<String> hosts) {
    TokenKey key = token.generate(KeyKind.EC_P256, random);
    Instant now = clock.instant();
    X509Certificate certificate =
        key.selfSigned(use.subject, hosts, now.minus(BEFORE), now.plus(VALIDITY));
    write(certificate);
    return new Presented(key, certificate);
  }

  private void write(X509Certificate certificate) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.writeString(next, Certificates.pem(certificate));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot write " + file, failure);
    }
  }

  @Override
  public void close() {
    token.close();
  }
}
