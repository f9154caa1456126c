// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.token.SoftwareToken;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.conf.Registration;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.keys.ReferenceKeys;
import org.postroad.securityserver.signer.InternalTls;
import org.postroad.securityserver.signer.ServerKeys;

/**
 * What a server of the reference implementation had, in a server that was just made (C60, C61): its
 * software token with certificates, their states and requests, its TLS identity towards information
 * systems, its clients with all that is theirs, its time-stamping services.
 *
 * @param signer the folder of its signer
 * @param internalTls its PKCS #12 file with that identity, if there is one
 * @param configuration what its database says; without, the new server begins with its owner
 */
public record ReferenceServer(
    Path signer, Optional<Path> internalTls, Optional<ServerConfiguration> configuration) {
  private static final String CERTIFICATE = "internal.crt";

  /** Known to everybody who has the program. */
  private static final String PASSWORD = "internal";

  /**
   * Takes them over.
   *
   * @param pin of both servers
   */
  public ReferenceKeys.TakenOver into(Path root, char[] pin, Clock clock, SecureRandom random)
      throws IOException {
    var directory = new ServerDirectory(root);
    ReferenceKeys.TakenOver taken;
    try (ServerKeys keys = ServerKeys.open(directory.keys(), pin)) {
      taken = ReferenceKeys.into(keys, signer, pin, random);
    }
    keep(taken.statuses(), directory, clock);
    if (internalTls.isPresent()) {
      adopt(internalTls.get(), directory, pin);
    }
    return taken;
  }

  private void keep(
      Map<X509Certificate, CertificateStatus> statuses, ServerDirectory directory, Clock clock) {
    try (ServerConfigurationStore store =
        ServerConfigurationStore.open(directory.serverConfiguration(), clock)) {
      ServerConfigurationStore.Saved saved = store.load().orElseThrow();
      ServerConfiguration begun = saved.configuration();
      Registration registration = begun.registration();
      for (Map.Entry<X509Certificate, CertificateStatus> each : statuses.entrySet()) {
        registration =
            registration.withCertificate(Certificates.sha256(each.getKey()), each.getValue());
      }
      var _ =
          store.save(
              saved.version().number(),
              configuration
                  .map(read ->
                      begun
                          .withClients(read.clients())
                          .withTimestampServices(read.timestampServices()))
                  .orElse(begun)
                  .withRegistration(registration),
              "server take-over",
              "clients, services, rights and states of certificates of before");
    }
  }

  private static void adopt(Path file, ServerDirectory directory, char[] pin) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InternalTls.adopt(
          directory.internalTls(pin),
          SoftwareToken.open(in, PASSWORD.toCharArray()),
          Files.readAllBytes(file.resolveSibling(CERTIFICATE)));
    }
  }
}
