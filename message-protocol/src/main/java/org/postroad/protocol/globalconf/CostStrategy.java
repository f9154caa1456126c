// SPDX-License-Identifier: MIT

package org.postroad.protocol.globalconf;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.postroad.protocol.globalconf.CertificationService.Authority;
import org.postroad.protocol.globalconf.CertificationService.OcspService;
import org.postroad.protocol.globalconf.SharedParameters.CostType;
import org.postroad.protocol.globalconf.SharedParameters.TimestampingService;

/**
 * In which order trust services are asked, by what they charge (C44, C50).
 *
 * <p>Services that charge the same keep the order in which the configuration names them. What a
 * service charges is told since version 6 of the parameters; one of which nothing is told comes
 * last, and is not asked at all where only one kind may be.
 */
public enum CostStrategy {
  NONE,
  FREE_FIRST,
  PAID_FIRST,
  ONLY_FREE,
  ONLY_PAID;

  /** The responders configured for an authority in any instance, the own one first. */
  public List<String> responders(GlobalConfiguration global, X509Certificate authority) {
    List<OcspService> services =
        instances(global)
            .flatMap(parameters -> parameters.certificationServices().stream())
            .flatMap(service ->
                Stream.concat(Stream.of(service.top()), service.intermediates().stream()))
            .filter(each -> each.certificate().equals(authority))
            .map(Authority::ocspServices)
            .flatMap(List::stream)
            .toList();
    return order(services, OcspService::cost).stream().map(OcspService::url).distinct().toList();
  }

  /** These time-stamping services, by what the own instance or else another says of them. */
  public List<URI> timestamping(GlobalConfiguration global, List<URI> configured) {
    return order(configured, url -> costOf(global, url.toString()));
  }

  private static Optional<CostType> costOf(GlobalConfiguration global, String url) {
    return instances(global)
        .flatMap(parameters -> parameters.timestampingServices().stream())
        .filter(service -> service.url().equals(url))
        .map(TimestampingService::cost)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Stream<SharedParameters> instances(GlobalConfiguration global) {
    Stream<String> others =
        global.instances().stream().filter(each -> !each.equals(global.instance())).sorted();
    return Stream.concat(Stream.of(global.instance()), others)
        .map(global::parameters)
        .flatMap(Optional::stream);
  }

  private <T> List<T> order(List<T> services, Function<T, Optional<CostType>> cost) {
    Function<T, CostType> charge = service -> cost.apply(service).orElse(CostType.UNDEFINED);
    if (this == NONE) {
      return List.copyOf(services);
    }
    return kinds().stream()
        .flatMap(kind -> services.stream().filter(each -> charge.apply(each) == kind))
        .toList();
  }

  private List<CostType> kinds() {
    return switch (this) {
      case NONE -> List.of(CostType.values());
      case FREE_FIRST -> List.of(CostType.FREE, CostType.PAID, CostType.UNDEFINED);
      case PAID_FIRST -> List.of(CostType.PAID, CostType.FREE, CostType.UNDEFINED);
      case ONLY_FREE -> List.of(CostType.FREE);
      case ONLY_PAID -> List.of(CostType.PAID);
    };
  }
}
