// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import org.postroad.securityserver.acme.CertificateOffice;
import org.postroad.securityserver.mail.Mailer;

/** Certificates without a person, and how administrators are told of them. */
public record CertificateOrdering(CertificateOffice office, Mailer mailer) {}
