// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which certificates were issued, and which of them revoked. The journal has a line for each event:
 *
 * <pre>
 * issued 4a1f0c CN=1234,O=Org,C=FI
 * revoked 4a1f0c 2026-11-21T12:00:00Z
 * </pre>
 *
 * <p>Another process may add lines, so that {@code sandbox authorities sign} needs no door into the
 * one that answers; what has been added is read before a question is answered.
 */
final class IssuedCertificates {
  private static final String ISSUED = "issued";
  private static final String REVOKED = "revoked";

  /** By serial number; empty while the certificate is good. */
  private final ConcurrentHashMap<BigInteger, Optional<Instant>> revocations =
      new ConcurrentHashMap<>();

  private final Optional<Path> journal;

  /** How much of the journal was read. */
  @GuardedBy("this")
  private long read;

  private IssuedCertificates(Optional<Path> journal) {
    this.journal = journal;
  }

  static IssuedCertificates open(Optional<Path> journal) throws IOException {
    var issued = new IssuedCertificates(journal);
    issued.follow();
    return issued;
  }

  /** Takes over the whole lines that were added to the journal since it was read last. */
  synchronized void follow() throws IOException {
    if (journal.isEmpty() || !Files.exists(journal.get()) || Files.size(journal.get()) <= read) {
      return;
    }
    try (InputStream in = Files.newInputStream(journal.get())) {
      in.skipNBytes(read);
      String added = new String(in.readAllBytes(), UTF_8);
      String whole = added.substring(0, added.lastIndexOf('\n') + 1);
      for (String line : whole.lines().toList()) {
        replay(line);
      }
      read += whole.getBytes(UTF_8).length;
    }
  }

  synchronized void add(X509Certificate certificate) {
    BigInteger serial = certificate.getSerialNumber();
    append(ISSUED, serial, certificate.getSubjectX500Principal().getName());
    revocations.put(serial, Optional.empty());
  }

  /** Revoking twice keeps the first time. */
  synchronized void revoke(BigInteger serial, Instant when) {
    if (status(serial) == Status.UNKNOWN) {
      throw new IllegalArgumentException("no certificate " + serial.toString(16) + " was issued");
    }
    if (status(serial) == Status.GOOD) {
      append(REVOKED, serial, when.toString());
      revocations.put(serial, Optional.of(when));
    }
  }

  Status status(BigInteger serial) {
    Optional<Instant> revocation = revocations.getOrDefault(serial, Optional.of(Instant.MAX));
    if (revocation.isEmpty()) {
      return Status.GOOD;
    }
    return revocation.get().equals(Instant.MAX) ? Status.UNKNOWN : Status.REVOKED;
  }

  Optional<Instant> revokedAt(BigInteger serial) {
    return revocations.getOrDefault(serial, Optional.empty());
  }

  /** What OCSP says. */
  enum Status {
    GOOD,
    REVOKED,
    UNKNOWN
  }

  private void append(String event, BigInteger serial, String rest) {
    journal.ifPresent(file -> {
      try {
        Files.writeString(
            file, event + " " + serial.toString(16) + " " + rest + "\n", UTF_8, CREATE, APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  private void replay(String line) throws IOException {
    String[] words = line.split(" ", 3);
    try {
      BigInteger serial = new BigInteger(words[1], 16);
      switch (words[0]) {
        case ISSUED -> revocations.putIfAbsent(serial, Optional.empty());
        case REVOKED -> revocations.put(serial, Optional.of(Instant.parse(words[2])));
        default -> throw new IOException("unknown event in the journal: " + line);
      }
    } catch (RuntimeException e) {
      throw new IOException("malformed line in the journal: " + line, e);
    }
  }
}
