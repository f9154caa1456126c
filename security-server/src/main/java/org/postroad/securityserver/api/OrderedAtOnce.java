// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import org.postroad.protocol.administration.Call;
import org.postroad.securityserver.keys.CertificateState;
import org.postroad.securityserver.keys.Renewals;
import org.postroad.securityserver.keys.Renewals.Ordered;
import org.postroad.securityserver.signer.KeptRequest;

/** Certificates that are ordered together with what was made for them (E25, E26). */
final class OrderedAtOnce {
  private OrderedAtOnce() {}

  /** Orders the certificate of a request, waits for it and puts it into use. */
  static void order(
      Call call,
      String request,
      String authority,
      AdministeredKeys server,
      CertificateOrdering ordering) {
    CertificateState issued = server.make(() -> ordering.office().order(request, authority));
    call.note("certHash", issued.hash()).note("certHashAlgorithm", "SHA-256");
  }

  /**
   * The same, where the request was made for the order. When nothing comes of it, {@code undo} puts
   * back what was made; an order that the authority has goes on with it, and ends later.
   */
  static void orderOrUndo(
      Call call,
      KeptRequest request,
      String authority,
      AdministeredKeys server,
      CertificateOrdering ordering,
      Runnable undo) {
    boolean done = false;
    try {
      order(call, request.id(), authority, server, ordering);
      done = true;
    } finally {
      if (!done) {
        forgetUnlessUnderWay(request, server.keys().renewals(), undo);
      }
    }
  }

  private static void forgetUnlessUnderWay(KeptRequest request, Renewals renewals, Runnable undo) {
    var kept =
        renewals.ordered().stream()
            .filter(each -> each.request().id().equals(request.id()))
            .map(Ordered::order)
            .findFirst();
    if (kept.flatMap(order -> order.location()).isEmpty()) {
      kept.ifPresent(renewals::forget);
      undo.run();
    }
  }
}
