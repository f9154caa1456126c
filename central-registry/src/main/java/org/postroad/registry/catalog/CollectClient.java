// SPDX-License-Identifier: MIT

package org.postroad.registry.catalog;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.postroad.protocol.algorithm.Digest;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.catalog.ServiceType;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;

/**
 * Stage: asks for everything one client offers. What cannot be had is a problem, not a failure: the
 * rest is taken all the same. Only a server that does not answer in time is asked nothing more.
 */
final class CollectClient {
  private static final int MOST_PROBLEMS = 5;

  private final Metaservices metaservices;
  private final CollectionLimits limits;
  private final Clock clock;

  CollectClient(Metaservices metaservices, CollectionLimits limits, Clock clock) {
    this.metaservices = metaservices;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * A listing and what was wrong with it.
   *
   * @param problems the first few of them
   */
  record Collected(Listing listing, List<String> problems) {
    Collected {
      problems = List.copyOf(problems);
    }
  }

  Collected apply(ClientId client) {
    return new Run(client).collect();
  }

  /** What is gathered about one client. */
  private final class Run {
    private final ClientId client;
    private final Instant end = clock.instant().plus(limits.clientTime());
    private final Set<ServiceType> complete = EnumSet.noneOf(ServiceType.class);
    private final Map<ServiceId, ServiceFacts> services = new LinkedHashMap<>();
    private final Map<Digest, byte[]> documents = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private long bytes;
    private boolean givenUp;

    Run(ClientId client) {
      this.client = client;
    }

    Collected collect() {
      var listed = new ArrayList<ListedService>();
      attempt("listMethods over SOAP", () -> bounded(metaservices.soapServices(client)))
          .ifPresent(found -> {
            listed.addAll(found);
            complete.add(ServiceType.SOAP);
          });
      attempt("listMethods over REST", () -> bounded(metaservices.restServices(client)))
          .ifPresent(found -> {
            listed.addAll(found);
            complete.add(ServiceType.REST);
            complete.add(ServiceType.OPENAPI);
          });
      listed.forEach(service -> services.put(service.id(), facts(service)));
      return new Collected(new Listing(client, complete, services, documents), problems);
    }

    private List<ListedService> bounded(List<ListedService> found) {
      if (found.size() <= limits.mostServices()) {
        return found;
      }
      throw MetaserviceMessages.failed(
          "more than " + limits.mostServices() + " services are listed");
    }

    private ServiceFacts facts(ListedService service) {
      Optional<ServiceFacts> described =
          switch (service.type()) {
            case SOAP -> attempt(service.id().toString(), () -> ofWsdl(service.id()));
            case OPENAPI -> attempt(service.id().toString(), () -> ofOpenApi(service.id()));
            case REST -> Optional.empty();
          };
      return described.orElseGet(() ->
          new ServiceFacts(
              service.type(), Optional.empty(), service.endpoints(), Optional.empty()));
    }

    private ServiceFacts ofWsdl(ServiceId service) {
      byte[] bytes = metaservices.wsdl(service);
      WsdlDocument wsdl = WsdlDocument.read(bytes, limits.documentBytes());
      Optional<String> title = wsdl.title(service.serviceCode());
      return new ServiceFacts(
          ServiceType.SOAP,
          title,
          List.of(new Operation(service.serviceCode(), title)),
          Optional.of(kept(DescriptionForm.WSDL, bytes, wsdl.meaning())));
    }

    private ServiceFacts ofOpenApi(ServiceId service) {
      byte[] bytes = metaservices.openApi(service);
      OpenApiDocument document = OpenApiDocument.read(bytes, limits.documentBytes());
      return new ServiceFacts(
          ServiceType.OPENAPI,
          document.title(),
          document.operations(),
          Optional.of(kept(document.form(), bytes, document.meaning())));
    }

    private Description kept(DescriptionForm form, byte[] document, Digest meaning) {
      Digest digest = DigestAlgorithm.SHA256.digest(document);
      if (!documents.containsKey(digest)) {
        bytes += document.length;
        if (bytes > limits.clientBytes()) {
          throw MetaserviceMessages.failed(
              "the descriptions have more than " + limits.clientBytes() + " bytes together");
        }
        documents.put(digest, document);
      }
      return new Description(form, digest, meaning, document.length);
    }

    private <T> Optional<T> attempt(String what, Supplier<T> action) {
      if (givenUp) {
        return Optional.empty();
      }
      if (!clock.instant().isBefore(end)) {
        giveUp(what + ": not asked, it took longer than " + limits.clientTime().toSeconds() + " s");
        return Optional.empty();
      }
      try {
        return Optional.of(action.get());
      } catch (Fault fault) {
        if (fault.code() == FaultCode.NETWORK_ERROR) {
          giveUp(what + ": " + fault.text());
        } else {
          problem(what + ": " + fault.text());
        }
        return Optional.empty();
      }
    }

    private void giveUp(String why) {
      problem(why);
      givenUp = true;
    }

    private void problem(String text) {
      if (problems.size() < MOST_PROBLEMS) {
        problems.add(Operation.shown(text));
      }
    }
  }
}
