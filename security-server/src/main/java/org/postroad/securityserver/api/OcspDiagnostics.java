// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.SharedParameters;
import org.postroad.securityserver.api.DiagnosticsResource.StatusClass;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.signer.AskedResponders;
import org.postroad.securityserver.signer.AskedResponders.Outcome;

/** How the OCSP responders of the approved authorities were when they were last asked (E26). */
@Path("diagnostics/ocsp-responders")
public final class OcspDiagnostics {
  private final Supplier<Configuration> configuration;
  private final Supplier<AskedResponders> asked;

  /** An authority with its responders. */
  record OfAuthority(String distinguishedName, List<Responder> ocspResponders) {}

  /** A responder; nothing was asked of it if there is no time of that. */
  record Responder(
      String url,
      StatusClass statusClass,
      OcspStatus statusCode,
      Optional<Instant> prevUpdateAt,
      Optional<Instant> nextUpdateAt) {}

  /** What came of asking it. */
  enum OcspStatus {
    SUCCESS,
    ERROR_CODE_OCSP_CONNECTION_ERROR,
    ERROR_CODE_OCSP_FAILED,
    ERROR_CODE_OCSP_RESPONSE_INVALID,
    ERROR_CODE_OCSP_UNINITIALIZED,
    ERROR_CODE_OCSP_RESPONSE_UNVERIFIED,
    UNKNOWN;

    static OcspStatus of(Outcome last) {
      return last.failure()
          .map(failure ->
              switch (failure) {
                case UNREACHABLE -> ERROR_CODE_OCSP_CONNECTION_ERROR;
                case REFUSED -> ERROR_CODE_OCSP_FAILED;
                case UNREADABLE -> ERROR_CODE_OCSP_RESPONSE_INVALID;
                case UNPROVEN -> ERROR_CODE_OCSP_RESPONSE_UNVERIFIED;
              })
          .orElse(SUCCESS);
    }
  }

  OcspDiagnostics(Supplier<Configuration> configuration, Supplier<AskedResponders> asked) {
    this.configuration = configuration;
    this.asked = asked;
  }

  @GET
  @Needs(Permission.DIAGNOSTICS)
  public List<OfAuthority> getOcspRespondersDiagnostics() {
    Configuration current = configuration.get();
    AskedResponders last = asked.get();
    return current.global().parameters(current.global().instance()).stream()
        .map(SharedParameters::certificationServices)
        .flatMap(List::stream)
        .flatMap(OcspDiagnostics::authorities)
        .filter(authority -> !authority.ocspServices().isEmpty())
        .map(authority ->
            new OfAuthority(
                authority.certificate().getSubjectX500Principal().getName(),
                authority.ocspServices().stream()
                    .map(service -> responder(service.url(), last))
                    .toList()))
        .toList();
  }

  private static Stream<Authority> authorities(CertificationService service) {
    return Stream.concat(Stream.of(service.top()), service.intermediates().stream());
  }

  private static Responder responder(String url, AskedResponders asked) {
    return Optional.ofNullable(asked.last().get(url))
        .map(last ->
            new Responder(
                url,
                last.failure().isEmpty() ? StatusClass.OK : StatusClass.FAIL,
                OcspStatus.of(last),
                Optional.of(last.at()),
                asked.nextAt()))
        .orElseGet(() ->
            new Responder(
                url,
                StatusClass.WAITING,
                OcspStatus.ERROR_CODE_OCSP_UNINITIALIZED,
                Optional.empty(),
                asked.nextAt()));
  }
}
