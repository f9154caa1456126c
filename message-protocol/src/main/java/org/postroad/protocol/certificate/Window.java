// SPDX-License-Identifier: MIT

package org.postroad.protocol.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** From when until when a proof holds, both ends included; empty when it ends before it begins. */
record Window(Instant from, Instant to) {

  static final Window ALWAYS = new Window(Instant.MIN, Instant.MAX);

  static Window of(X509Certificate certificate) {
    return new Window(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  /** When both hold. */
  Window and(Window other) {
    return new Window(
        from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to);
  }

  boolean holdsAt(Instant at) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
