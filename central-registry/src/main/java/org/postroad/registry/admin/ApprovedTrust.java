// SPDX-License-Identifier: MIT

package org.postroad.registry.admin;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.globalconf.CertificationService;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.registry.trust.TrustCommand.ChangeCertificationService;

/**
 * Approved certification services, their authorities and OCSP responders by the numbers the API
 * gives them, and what changing one of them comes to: another service of the same name.
 */
final class ApprovedTrust {
  private final Registry registry;

  /** An authority within its service. */
  record Place(CertificationService service, Authority authority) {
    boolean isTop() {
      return service.top().equals(authority);
    }

    int id() {
      return Numbers.of("intermediate-ca", service.name(), Numbers.nameOf(authority.certificate()));
    }
  }

  /** A responder within its authority. */
  record Responder(Place place, OcspService ocsp) {
    int id() {
      return Numbers.of(
          "ocsp-responder",
          place.service().name(),
          Numbers.nameOf(place.authority().certificate()),
          ocsp.url());
    }
  }

  ApprovedTrust(Registry registry) {
    this.registry = registry;
  }

  static int id(CertificationService service) {
    return Numbers.of("certification-service", service.name());
  }

  List<CertificationService> services() {
    return registry.snapshot().services().certification();
  }

  CertificationService service(int id) {
    return services().stream()
        .filter(service -> id(service) == id)
        .findFirst()
        .orElseThrow(
            () -> Refusal.notFound("certification_service_not_found", Integer.toString(id)));
  }

  Place top(int id) {
    CertificationService service = service(id);
    return new Place(service, service.top());
  }

  Place intermediate(int id) {
    return services().stream()
        .flatMap(s -> s.intermediates().stream().map(authority -> new Place(s, authority)))
        .filter(place -> place.id() == id)
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("intermediate_ca_not_found", Integer.toString(id)));
  }

  static List<Responder> responders(Place place) {
    return place.authority().ocspServices().stream()
        .map(ocsp -> new Responder(place, ocsp))
        .toList();
  }

  Responder responder(int id) {
    return services().stream()
        .flatMap(service -> {
          var places = new ArrayList<Place>();
          places.add(new Place(service, service.top()));
          service.intermediates().forEach(ca -> places.add(new Place(service, ca)));
          return places.stream();
        })
        .flatMap(place -> responders(place).stream())
        .filter(responder -> responder.id() == id)
        .findFirst()
        .orElseThrow(() -> Refusal.notFound("ocsp_responder_not_found", Integer.toString(id)));
  }

  /** Gives an authority other responders. */
  Place change(Place place, UnaryOperator<List<OcspService>> change, Call call) {
    List<OcspService> ocsp = change.apply(place.authority().ocspServices());
    if (ocsp.stream().map(OcspService::url).distinct().count() < ocsp.size()) {
      throw Refusal.conflict("ocsp_responder_exists");
    }
    var changed = new Authority(place.authority().certificate(), ocsp);
    CertificationService service =
        place.isTop()
            ? with(place.service(), changed, place.service().intermediates())
            : with(
                place.service(),
                place.service().top(),
                place.service().intermediates().stream()
                    .map(each -> each.equals(place.authority()) ? changed : each)
                    .toList());
    registry.execute(new ChangeCertificationService(service), call.actor());
    return new Place(service, changed);
  }

  Place addIntermediate(CertificationService service, X509Certificate certificate, Call call) {
    var added = new Authority(certificate, List.of());
    if (service.intermediates().stream()
        .anyMatch(known -> known.certificate().equals(certificate))) {
      throw Refusal.conflict("intermediate_ca_exists", Numbers.nameOf(certificate));
    }
    var intermediates = new ArrayList<>(service.intermediates());
    intermediates.add(added);
    CertificationService changed = with(service, service.top(), intermediates);
    registry.execute(new ChangeCertificationService(changed), call.actor());
    return new Place(changed, added);
  }

  void removeIntermediate(Place place, Call call) {
    List<Authority> left =
        place.service().intermediates().stream()
            .filter(each -> !each.equals(place.authority()))
            .toList();
    CertificationService changed = with(place.service(), place.service().top(), left);
    registry.execute(new ChangeCertificationService(changed), call.actor());
  }

  private static CertificationService with(
      CertificationService service, Authority top, List<Authority> intermediates) {
    return new CertificationService(
        service.name(),
        service.authenticationOnly(),
        top,
        intermediates,
        service.certificateProfile(),
        service.defaultRequestFormat(),
        service.acmeServer());
  }

  static Optional<X509Certificate> certificate(Responder responder) {
    return responder.ocsp().certificate();
  }
}
