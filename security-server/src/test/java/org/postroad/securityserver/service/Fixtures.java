// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.token.KeyKind;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.protocol.token.TokenKey;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.net.TlsContext;
import org.postroad.securityserver.net.TlsPolicy;
import org.postroad.securityserver.testing.HttpSite;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.testing.TestAuthority;

/** The owner of the services under test, and the server's own key. */
final class Fixtures {
  private static final TokenKey KEY =
      SoftwareToken.create().generate(KeyKind.EC_P256, new SecureRandom());

  /** What the server shows to services that ask. */
  static final X509Certificate INTERNAL =
      KEY.selfSigned("CN=security server", TestAuthority.NOW, TestAuthority.NOW);

  private Fixtures() {}

  static ServiceChannels channels(HttpSite site) {
    TlsContext tls =
        TlsContext.client(
            Optional.of(KEY.keyManager(List.of(INTERNAL))), TlsPolicy.INFORMATION_SYSTEMS);
    return new ServiceChannels(site.client(), () -> tls);
  }

  /** The provider with these certificates of its information systems. */
  static Client owner(X509Certificate... certificates) {
    return TestInstance.client(
        TestInstance.PROVIDER, Client.ConnectionType.HTTPS, List.of(certificates), List.of());
  }

  static Destination.HttpService service(
      URI url, Duration timeout, boolean verifyTls, X509Certificate... certificates) {
    return new Destination.HttpService(url, timeout, verifyTls, owner(certificates));
  }
}
