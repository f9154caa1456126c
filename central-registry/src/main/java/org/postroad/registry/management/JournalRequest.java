// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.SubmittedRequest;

/** Stage: hands the request to the membership, unless it is a dry run (B41). */
final class JournalRequest {
  private final RequestJournal journal;

  JournalRequest(RequestJournal journal) {
    this.journal = journal;
  }

  Journaled apply(Agreed agreed) {
    Checked checked = agreed.checked();
    ManagementRequest request = checked.request();
    if (request instanceof AuthCertReg registration && registration.dryRun()) {
      return new Journaled(agreed, 0);
    }
    String why = request.service().code() + " " + checked.message().soap().queryId();
    var journaled = new Journaled(agreed, journal.accept(request, why));
    Optional<X509Certificate> certificate =
        switch (checked.proven().received().submitted()) {
          case SubmittedRequest.Plain _ -> Optional.empty();
          case SubmittedRequest.Signed signed -> Optional.of(signed.signer().certificate());
          case SubmittedRequest.Registration registration ->
              Optional.of(registration.owner().certificate());
        };
    certificate.ifPresent(
        known -> checked.proven().signer().ifPresent(member -> journal.signed(member, known, why)));
    return journaled;
  }
}
