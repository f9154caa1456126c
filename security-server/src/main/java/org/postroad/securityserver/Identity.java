// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.securityserver.net.ClientAuth;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.signer.AuthenticationIdentity;
import org.postroad.securityserver.signer.SigningIdentities;

/** How this server shows itself to others in TLS; a new certificate makes a new client context. */
final class Identity {

  private record Current(X509Certificate certificate, TlsContext context) {}

  private final SigningIdentities identities;
  private final Supplier<GlobalConfiguration> global;
  private final Clock clock;
  private final AtomicReference<Optional<Current>> current =
      new AtomicReference<>(Optional.empty());
  private final AtomicReference<Optional<Current>> listening =
      new AtomicReference<>(Optional.empty());

  Identity(SigningIdentities identities, Supplier<GlobalConfiguration> global, Clock clock) {
    this.identities = identities;
    this.global = global;
    this.clock = clock;
  }

  /** For connections to other security servers; the same while the certificate is the same. */
  TlsContext client(AuthenticationIdentity identity) {
    return current
        .updateAndGet(known ->
            known.filter(each -> each.certificate().equals(identity.certificate())).isPresent()
                ? known
                : Optional.of(new Current(identity.certificate(), clientOf(identity))))
        .orElseThrow()
        .context();
  }

  /**
   * For the port other security servers connect to: only certificates registered in a known
   * instance pass the handshake (C-004, C-005). A server that has no registered one of its own yet
   * is open for nobody, but can register itself.
   */
  TlsContext server() {
    return listening
        .get()
        .orElseThrow(() ->
            new Fault(
                FaultCode.SSL_AUTHENTICATION_FAILED,
                "This server has no registered authentication certificate yet"))
        .context();
  }

  /**
   * Has {@link #server} show another certificate if another is to be shown; whether it is (C68).
   *
   * @throws Fault when there is none, and what was shown is shown further
   */
  boolean renew() {
    AuthenticationIdentity identity = identities.listening(global.get(), clock.instant());
    X509Certificate next = identity.certificate();
    if (listening.get().filter(known -> known.certificate().equals(next)).isPresent()) {
      return false;
    }
    listening.set(Optional.of(new Current(next, serverOf(identity))));
    return true;
  }

  private TlsContext serverOf(AuthenticationIdentity identity) {
    return TlsContext.server(
        identity.key().keyManager(identity.chain()),
        TlsPolicy.SECURITY_SERVERS,
        ClientAuth.NEED,
        this::requireRegistered,
        () -> global.get().authorityCertificates());
  }

  private static TlsContext clientOf(AuthenticationIdentity identity) {
    return TlsContext.client(
        Optional.of(identity.key().keyManager(identity.chain())), TlsPolicy.SECURITY_SERVERS);
  }

  private void requireRegistered(List<X509Certificate> chain) {
    X509Certificate leaf = chain.getFirst();
    if (global.get().serverOfAuthenticationCertificate(leaf).isEmpty()) {
      throw new Fault(
          FaultCode.SSL_AUTHENTICATION_FAILED,
          "The certificate of "
              + leaf.getSubjectX500Principal()
              + " is not registered for any security server");
    }
  }
}
