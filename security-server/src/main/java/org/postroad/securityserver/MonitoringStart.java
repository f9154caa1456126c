// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.monitoring.KnownCertificate;
import org.postroad.securityserver.monitoring.Monitoring;
import org.postroad.securityserver.signer.CertifiedKey;
import org.postroad.securityserver.signer.ServerKeys;

/** Begins to keep and to tell what happens in this server. */
final class MonitoringStart {
  private final SecurityServerOptions options;
  private final Clock clock;

  MonitoringStart(SecurityServerOptions options, Clock clock) {
    this.options = options;
    this.clock = clock;
  }

  /** Gives the certificates that the server uses now. */
  record OwnCertificates(ServerKeys keys, Supplier<X509Certificate> internalTls)
      implements Supplier<List<KnownCertificate>> {
    @Override
    public List<KnownCertificate> get() {
      return certificates(keys, internalTls);
    }
  }

  Monitoring start(Supplier<Configuration> configuration, OwnCertificates certificates)
      throws IOException {
    return Monitoring.open(
        new ServerDirectory(options.directory()).operationalRecords(),
        options.settings().monitoring(),
        new Monitoring.MonitoredServer(configuration, address(), certificates),
        clock);
  }

  private static List<KnownCertificate> certificates(
      ServerKeys keys, Supplier<X509Certificate> internalTls) {
    return Stream.of(
            keys.authentication().stream().map(key -> known(key, KnownCertificate.Type.AUTH)),
            keys.signing().stream().map(key -> known(key, KnownCertificate.Type.SIGN)),
            Stream.of(
                new KnownCertificate(
                    internalTls.get(), KnownCertificate.Type.INTERNAL_IS_CLIENT_TLS, true)))
        .flatMap(certificates -> certificates)
        .toList();
  }

  private static KnownCertificate known(CertifiedKey key, KnownCertificate.Type type) {
    return new KnownCertificate(key.certificate(), type, true);
  }

  /** The address that all ports are opened on, or the first that others can reach. */
  private String address() {
    InetAddress told = options.address();
    if (!told.isAnyLocalAddress()) {
      return told.getHostAddress();
    }
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse(told.getHostAddress());
    } catch (SocketException unknown) {
      return told.getHostAddress();
    }
  }
}
