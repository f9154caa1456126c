// SPDX-License-Identifier: MIT
package org.postroad.securityserver.keys;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import org.postroad.securityserver.signer.OcspStore;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * What is administered.
 *
 * @param prove asks now whether a certificate is good, and refuses one that is not
 * @param underPin every file that is protected by the PIN of the server
 * @param others who writes some of them
 */
public record Keyring(
    ServerKeys keys,
    OcspStore ocsp,
    Consumer<X509Certificate> prove,
    List<Path> underPin,
    PinHolder others) {

  /** Whoever else writes files under the PIN of the server. */
  @FunctionalInterface
  public interface PinHolder {
    /** Runs the change while nothing is written, and writes under the next PIN from then on. */
    void changePin(char[] next, Runnable change);
  }

  public Keyring {
    underPin = List.copyOf(underPin);
  }
}
