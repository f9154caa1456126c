// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.util.Optional;
import org.postroad.securityserver.acme.AcmeSettings;
import org.postroad.securityserver.acme.CertificateOffice;
import org.postroad.securityserver.acme.ChallengePort;
import org.postroad.securityserver.acme.Challenges;
import org.postroad.securityserver.api.CertificateOrdering;
import org.postroad.securityserver.conf.NodeType;
import org.postroad.securityserver.mail.Mailer;
import org.postroad.securityserver.net.HttpLimits;
import org.postroad.securityserver.net.HttpListener;

/** The part of the start that has authorities issue certificates without a person. */
final class AcmeStart {
  private static final int CONNECTIONS = 50;

  private final Ground ground;

  AcmeStart(Ground ground) {
    this.ground = ground;
  }

  /** Opens the port for challenges, if there is one, and begins to look after certificates. */
  CertificateOrdering begin(
      ConfigurationStart.Configured configured, SecurityServerStart.Started started) {
    AcmeSettings settings = ground.settings().acme();
    ServerDirectory directory = ground.directory();
    var places =
        new CertificateOffice.Places(
            settings.file().orElseGet(directory::acmeCredentials),
            ground.settings().mail().file().orElseGet(directory::mailAccount),
            directory.accountKeys(),
            settings.trusted());
    var mailer =
        new Mailer(
            places.mail(),
            ground.settings().mail(),
            configured.live().current().id().text(),
            ground.clock());
    Challenges challenges = new Challenges();
    settings.challengePort().ifPresent(port -> listen(port, challenges));
    var subject =
        new CertificateOffice.Subject(
            started.keys(),
            started.registrations(),
            configured.global(),
            () -> configured.live().current().id(),
            ground.settings().node().type() != NodeType.SECONDARY,
            mailer,
            places,
            settings,
            ground.clock(),
            ground.random());
    return new CertificateOrdering(
        ground.hold(CertificateOffice.open(subject, challenges)), mailer);
  }

  private void listen(int port, Challenges challenges) {
    var _ =
        ground.hold(
            HttpListener.open(
                ground.threads(),
                ground.at(port),
                Optional.empty(),
                HttpLimits.DEFAULT.withConnections(CONNECTIONS),
                new ChallengePort(challenges)));
  }
}
