// SPDX-License-Identifier: MIT
package org.postroad.securityserver.acme;

import java.net.URI;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.shredzone.acme4j.exception.AcmeException;
import org.shredzone.acme4j.exception.AcmeLazyLoadingException;
import org.shredzone.acme4j.exception.AcmeNetworkException;
import org.shredzone.acme4j.exception.AcmeServerException;

/** One thing asked of an authority, and what its refusals are to this server. */
final class AcmeCall {
  private static final String ERRORS = "urn:ietf:params:acme:error:";

  private AcmeCall() {}

  /** What asks. */
  @FunctionalInterface
  interface Asking<T> {
    T ask() throws AcmeException;
  }

  /** What asks and wants no answer. */
  @FunctionalInterface
  interface Telling {
    void tell() throws AcmeException;
  }

  /**
   * Asks.
   *
   * @param what is asked for, such as "an account"
   * @throws Fault {@code network_error} when the authority cannot be reached, {@code
   *     service_failed} with its words when it refuses
   */
  static <T> T ask(String what, Asking<T> asking) {
    try {
      return asking.ask();
    } catch (AcmeException e) {
      throw fault(what, e);
    } catch (AcmeLazyLoadingException e) {
      throw e.getCause() instanceof AcmeException cause ? fault(what, cause) : e;
    }
  }

  static void tell(String what, Telling telling) {
    var _ =
        ask(
            what,
            () -> {
              telling.tell();
              return what;
            });
  }

  /** Whether that is what the authority said. */
  static boolean said(AcmeServerException refusal, String error) {
    return refusal.getType().equals(URI.create(ERRORS + error));
  }

  private static Fault fault(String what, AcmeException e) {
    FaultCode code =
        e instanceof AcmeNetworkException ? FaultCode.NETWORK_ERROR : FaultCode.SERVICE_FAILED;
    return new Fault(code, "The authority did not give " + what + ": " + e.getMessage(), e);
  }
}
