// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.util.Optional;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.securityserver.conf.Author;
import org.postroad.securityserver.conf.CertificateStatus;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.KeyAdministration;
import org.postroad.securityserver.keys.Renewals;
import org.postroad.securityserver.keys.Renewals.Renewed;
import org.postroad.securityserver.mail.MailKind;
import org.postroad.securityserver.mail.Mailer;
import org.postroad.securityserver.registration.Registrations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a renewed certificate needs before it can be used (C85): an authentication certificate is
 * registered, and where the settings say so a certificate is put into use as soon as it is proven
 * good. The one before stays in use beside it, whose end it is that makes others change over.
 */
final class RenewedCertificates {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedCertificates.class);

  private final KeyAdministration keys;
  private final Renewals renewals;
  private final Registrations registrations;
  private final Supplier<GlobalConfiguration> global;
  private final Supplier<SecurityServerId> server;
  private final Mailer mailer;
  private final AcmeSettings settings;

  RenewedCertificates(
      KeyAdministration keys,
      Registrations registrations,
      Supplier<GlobalConfiguration> global,
      Supplier<SecurityServerId> server,
      Mailer mailer,
      AcmeSettings settings) {
    this.keys = keys;
    this.renewals = keys.renewals();
    this.registrations = registrations;
    this.global = global;
    this.server = server;
    this.mailer = mailer;
    this.settings = settings;
  }

  /** Does what can be done now; whether nothing failed. */
  boolean look() {
    boolean good = true;
    for (Renewed each : renewals.renewed()) {
      CertificateState state = each.state();
      if (state.use() == KeyUse.AUTHENTICATION && state.status() == CertificateStatus.SAVED) {
        good &= registered(state);
      } else if (isToBeActivated(state)) {
        good &= activated(state);
      }
    }
    return good;
  }

  private boolean registered(CertificateState state) {
    SecurityServerId id = server.get();
    try {
      var _ =
          registrations.send(
              new AuthCertReg(id, global.get().addressOf(id), state.certificate(), false),
              Author.system("The authentication certificate was renewed"));
      renewals.note(state.hash(), note -> note.withError(Optional.empty()));
      mailer.tell(
          MailKind.AUTH_CERT_REGISTERED,
          id.owner(),
          "An authentication certificate is being registered",
          "The registry was asked to register the authentication certificate with SHA-256 "
              + state.hash()
              + ".");
      return true;
    } catch (Fault fault) {
      LOG.warn("Certificate {} could not be registered: {}", state.hash(), fault.text());
      renewals.note(state.hash(), note -> note.withError(Optional.of(fault.text())));
      return false;
    }
  }

  /** Once: what an administrator takes out of use afterwards stays so. */
  private boolean isToBeActivated(CertificateState state) {
    boolean wanted =
        switch (state.use()) {
          case AUTHENTICATION -> settings.activateAuthentication();
          case SIGNING -> settings.activateSigning();
        };
    return wanted
        && !state.active()
        && state.status() == CertificateStatus.REGISTERED
        && state.renewal().next().isEmpty();
  }

  private boolean activated(CertificateState state) {
    try {
      var _ = keys.activate(state.hash());
      renewals.note(
          state.hash(),
          note ->
              note.withActivationError(Optional.empty())
                  .withNext(state.certificate().getNotAfter().toInstant()));
      LOG.info("Certificate {} was put into use", state.hash());
      return true;
    } catch (Fault fault) {
      LOG.warn("Certificate {} could not be put into use: {}", state.hash(), fault.text());
      renewals.note(state.hash(), note -> note.withActivationError(Optional.of(fault.text())));
      return false;
    }
  }
}
