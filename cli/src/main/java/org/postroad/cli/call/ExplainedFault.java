// SPDX-License-Identifier: MIT
package org.postroad.cli.call;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.Origin;

/**
 * A fault and what can be done about it.
 *
 * @param where which of the two security servers says so, or the service itself
 * @param explanation empty where there is nothing to add
 */
record ExplainedFault(String code, String text, Where where, String explanation) {

  /** Who says no. */
  enum Where {
    CONSUMER("the security server that was called"),
    PROVIDER("the security server of the service"),
    SERVICE("the service");

    private final String spoken;

    Where(String spoken) {
      this.spoken = spoken;
    }

    @Override
    public String toString() {
      return spoken;
    }
  }

  static ExplainedFault of(String code, String text) {
    Where where = where(code.toLowerCase(Locale.ROOT));
    return new ExplainedFault(
        code, text, where, where == Where.SERVICE ? "" : explanation(code, where));
  }

  private static Where where(String code) {
    if (startsWith(code, Origin.PROVIDER)) {
      return Where.PROVIDER;
    }
    boolean own =
        startsWith(code, Origin.CLIENT)
            && FaultCode.of(code.substring(Origin.CLIENT.prefix().length() + 1)).isPresent();
    return own || startsWith(code, Origin.CONSUMER) ? Where.CONSUMER : Where.SERVICE;
  }

  private static boolean startsWith(String code, Origin origin) {
    return code.startsWith(origin.prefix() + '.');
  }

  /** By the innermost part of the code that is known here. */
  private static String explanation(String code, Where where) {
    List<FaultCode> parts =
        Stream.of(code.split("\\.", -1)).flatMap(part -> FaultCode.of(part).stream()).toList();
    return parts.reversed().stream()
        .flatMap(part -> explanation(part, where).stream())
        .findFirst()
        .orElse("");
  }

  private static Optional<String> explanation(FaultCode code, Where where) {
    boolean provider = where == Where.PROVIDER;
    String text =
        switch (code) {
          case ACCESS_DENIED ->
              "The client has no right to this service; its provider can give it one.";
          case UNKNOWN_SERVICE ->
              "The provider has no service of this code and version; postroad catalog list shows"
                  + " those there are.";
          case INCONSISTENT_HEADERS ->
              "The element in the body of a SOAP message is not called like the service.";
          case SERVICE_TYPE ->
              "It is a service of the other kind: try postroad call soap in place of rest, or the"
                  + " other way round.";
          case SERVICE_DISABLED -> "The provider has switched the service off for now.";
          case UNKNOWN_MEMBER ->
              provider
                  ? "The provider is not registered at the server that was asked."
                  : "Either --client is no client of this security server, or nobody of that name"
                      + " is registered as the service's provider.";
          case SSL_AUTHENTICATION_FAILED ->
              provider
                  ? "The two security servers do not believe each other's certificates."
                  : "The client may only call over HTTPS, with a certificate that its security"
                      + " server knows: see --keystore.";
          case INVALID_SECURITY_SERVER ->
              "The security server that is named does not serve the provider.";
          case MAINTENANCE_MODE -> "The provider's security server is under maintenance.";
          case GLOBAL_CONF_OUTDATED ->
              "The security server has not heard of its registry for too long.";
          case NETWORK_ERROR ->
              provider
                  ? "The provider's security server does not reach the service."
                  : "The provider's security server cannot be reached.";
          case CANNOT_CREATE_SIGNATURE, TOKEN_NOT_ACTIVE, KEY_NOT_FOUND, CERT_NOT_FOUND ->
              "The security server cannot sign for this member: its token is not logged in, or its"
                  + " certificate is missing or not good.";
          case LOGGING_FAILED, TIMESTAMPING_FAILED ->
              "The security server cannot keep its message log and so lets nothing pass.";
          case SIGNATURE_VERIFICATION -> "What came was not signed as it should be; do not use it.";
          case SERVICE_FAILED -> "The service did not answer as it should.";
          default -> "";
        };
    return Optional.of(text).filter(known -> !known.isEmpty());
  }
}
