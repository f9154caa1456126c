// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;

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
    return new Journaled(agreed, journal.accept(request, why));
  }
}
