// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Whom ACME servers may be certified by: those whom the Java runtime trusts, and whom a file names,
 * such as a private certification authority. The file is read with every order, so that a change of
 * it counts at once. Names of hosts are checked either way.
 */
final class AcmeTrust {
  private static final String PKIX = "PKIX";

  private final Optional<Path> file;

  AcmeTrust(Optional<Path> file) {
    this.file = file;
  }

  /**
   * What to connect with; nothing where the presets of the runtime do.
   *
   * @throws Fault {@code invalid_request} for a file that is not there or has no certificates
   */
  Optional<SSLContext> context() {
    return file.map(AcmeTrust::context);
  }

  private static SSLContext context(Path file) {
    Collection<X509Certificate> named = certificates(file);
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      for (X509Certificate each :
          Stream.concat(Stream.of(ofRuntime().getAcceptedIssuers()), named.stream()).toList()) {
        anchors.setCertificateEntry("anchor " + anchors.size(), each);
      }
      TrustManagerFactory trust = TrustManagerFactory.getInstance(PKIX);
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS", "SunJSSE");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The Java runtime has no TLS", e);
    }
  }

  private static X509TrustManager ofRuntime() throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance(PKIX);
    trust.init((KeyStore) null);
    return Stream.of(trust.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Collection<X509Certificate> certificates(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw unusable(file, new CertificateException("it has none"));
      }
      return certificates;
    } catch (IOException | CertificateException e) {
      throw unusable(file, e);
    }
  }

  private static Fault unusable(Path file, Exception cause) {
    return new Fault(
        FaultCode.INVALID_REQUEST,
        "Certificates in PEM that acme.trusted names cannot be read from %s: %s"
            .formatted(file, cause),
        cause);
  }
}
