// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import org.postroad.cli.process.Keys;
import org.postroad.securityserver.acme.AcmeSettings;
import org.postroad.securityserver.mail.MailSettings;

/** The sections {@code acme} and {@code mail}. */
final class AcmeKeys {
  private AcmeKeys() {}

  static AcmeSettings acme(Keys keys) {
    AcmeSettings preset = AcmeSettings.DEFAULT;
    return new AcmeSettings(
        keys.path("file", "credentials; `acme.yml` in the directory if not given"),
        keys.path(
            "trusted",
            "certificates in PEM that ACME servers may be certified by, beside those of Java"),
        keys.optionalPort("challenge-port", "where authorities look for proofs; none if not given"),
        keys.flag("renew", preset.renew(), "whether certificates are renewed by themselves"),
        keys.time("interval", preset.interval(), "between two looks at what is due"),
        keys.time("retry", preset.retry(), "the same when something failed"),
        keys.time("ahead", preset.ahead(), "before its end, unless the authority says when"),
        keys.time("account-ahead", preset.accountAhead(), "the same of the key of an account"),
        keys.number("polls", preset.polls(), "questions to an authority that works on an order"),
        keys.time("poll", preset.poll(), "between two of them, unless the authority says more"),
        keys.flag(
            "activate-authentication",
            preset.activateAuthentication(),
            "whether a renewed certificate is put into use once it is registered"),
        keys.flag(
            "activate-signing",
            preset.activateSigning(),
            "whether a renewed certificate is put into use once it is proven good"));
  }

  static MailSettings mail(Keys keys) {
    MailSettings preset = MailSettings.DEFAULT;
    return new MailSettings(
        keys.path("file", "mail server and contacts; `mail.yml` in the directory if not given"),
        keys.flag("success", preset.success(), "whether to tell of certificates that came"),
        keys.flag("failure", preset.failure(), "whether to tell of renewals that failed"),
        keys.flag("registered", preset.registered(), "whether to tell of registrations"));
  }
}
