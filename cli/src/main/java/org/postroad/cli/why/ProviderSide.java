// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.postroad.cli.output.Suggestions;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.Origin;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;
import org.postroad.securityserver.conf.ServiceDescription.Service;

/** Judges what a server refused or failed to do for a call that came from another server. */
final class ProviderSide {
  private final Facts facts;
  private final Call call;
  private final RefusedFault fault;

  ProviderSide(Facts facts, Call call, RefusedFault fault) {
    this.facts = facts;
    this.call = call;
    this.fault = fault;
  }

  Verdict judge() {
    Optional<Saved> then = facts.versions().at(call.time());
    if (fault.origin().isEmpty()) {
      return Verdict.ofService(
          call, fault, "ask whoever runs the service; this server passed its answer on");
    }
    return then.flatMap(this::byConfiguration).orElseGet(this::byCode);
  }

  private Optional<Verdict> byConfiguration(Saved then) {
    FaultCode code = fault.innermost().orElse(FaultCode.INTERNAL_ERROR);
    return switch (code) {
      case ACCESS_DENIED -> Optional.of(new DeniedRight(facts, call, then).judge());
      case UNKNOWN_SERVICE -> Optional.of(unknownService(then));
      case SERVICE_DISABLED -> Optional.of(disabled(then));
      case SERVICE_TYPE -> Optional.of(otherKind(then));
      case UNKNOWN_MEMBER -> Optional.of(unknownProvider(then));
      case NETWORK_ERROR, UNKNOWN_HOST, HTTP_ERROR, IO_ERROR -> Optional.of(serviceDown(then));
      case SSL_AUTHENTICATION_FAILED ->
          Optional.of(wasAccepted() ? serviceCertificate(then) : peerCertificate());
      case SERVICE_MISSING_URL, SERVICE_MALFORMED_URL -> Optional.of(badAddress(then));
      case INTERNAL_ERROR, INVALID_REQUEST -> description(then);
      default -> Optional.empty();
    };
  }

  /** The request is logged only when the caller has been believed and allowed. */
  private boolean wasAccepted() {
    return facts.messages().stream()
        .anyMatch(line -> line.side().equals("provider") && line.kind().equals("request"));
  }

  private Verdict unknownService(Saved then) {
    List<String> there =
        then.configuration().servicesOf(call.service().owner()).stream()
            .map(entry -> entry.service().fullCode())
            .toList();
    String wanted = wantedCode();
    Optional<String> near = near(wanted, there);
    Optional<Version> removed =
        facts
            .versions()
            .endOf(before -> before.service(call.service()).isPresent(), then.version());
    Fact stand =
        Verdict.fact(
            then.version(),
            "in force then, with the services "
                + there.stream().sorted().limit(20).collect(Collectors.joining(", ")));
    return new Verdict(
        "This server denied the call: "
            + call.service().owner()
            + " had no service "
            + wanted
            + removed.map(ProviderSide::removedBy).orElse("")
            + near.map(code -> "; it had " + code).orElse("")
            + ".",
        removed.isPresent() ? Verdict.HERE : Verdict.CALLER + ", or " + Verdict.HERE,
        near.map(code -> "call " + code + ", if that is meant; ").orElse("")
            + facts.nextStep().services(call.service().owner())
            + " shows what there is",
        removed
            .map(version -> List.of(stand, Verdict.fact(version, "removed " + wanted)))
            .orElse(List.of(stand)));
  }

  private String wantedCode() {
    String code = call.service().serviceCode();
    return call.service().serviceVersion().map(version -> code + "." + version).orElse(code);
  }

  /** Another version of the service, or else one that is spelled alike. */
  private Optional<String> near(String wanted, List<String> there) {
    return there.stream()
        .filter(code -> code.split("\\.", 2)[0].equals(call.service().serviceCode()))
        .findFirst()
        .or(() -> Suggestions.closest(wanted, there));
  }

  private static String removedBy(Version version) {
    return "; "
        + version.who()
        + " had removed it at "
        + version.savedAt()
        + " ("
        + version.why()
        + ")";
  }

  private Verdict disabled(Saved then) {
    Optional<Version> since =
        facts.versions().since(before -> notice(before).isPresent(), then.version());
    String notice = notice(then.configuration()).orElse("");
    return Verdict.of(
        "This server denied the call: "
            + what()
            + " is disabled"
            + since
                .map(version -> " by " + version.who() + " since " + version.savedAt())
                .orElse("")
            + (notice.isEmpty() ? "" : " with the notice: " + notice)
            + ".",
        Verdict.HERE,
        then.configuration()
            .service(call.service())
            .map(facts.nextStep()::enable)
            .orElseGet(() -> facts.nextStep().services(call.service().owner())),
        Verdict.fact(since.orElse(then.version()), "disabled " + what()));
  }

  private Optional<String> notice(ServerConfiguration server) {
    return server.service(call.service()).flatMap(ServiceEntry::disabledNotice);
  }

  private Verdict otherKind(Saved then) {
    boolean rest =
        then.configuration()
            .service(call.service())
            .filter(entry -> entry.description().isRest())
            .isPresent();
    return Verdict.of(
        "This server denied the call: "
            + what()
            + (rest
                ? " is a REST service and was called by SOAP."
                : " is a SOAP service and was called by REST."),
        Verdict.CALLER,
        rest ? "call it by REST: postroad call rest" : "call it by SOAP: postroad call soap",
        Verdict.fact(then.version(), "in force then"));
  }

  private Verdict unknownProvider(Saved then) {
    Optional<Client> client = then.configuration().client(call.service().owner());
    String state =
        client
            .map(known -> "its state here is " + known.status())
            .orElse("it is no client of this server");
    return Verdict.of(
        "This server denied the call: the provider "
            + call.service().owner()
            + " was not registered here; "
            + state
            + ".",
        Verdict.HERE + ", or " + Verdict.REGISTRY,
        facts.nextStep().register(call.service().owner(), client),
        Verdict.fact(then.version(), "in force then; " + state));
  }

  private Optional<Service> entry(Saved then) {
    return then.configuration().service(call.service()).map(ServiceEntry::service);
  }

  private String address(Saved then) {
    return entry(then).map(Service::url).orElse("its address");
  }

  private Verdict serviceDown(Saved then) {
    return Verdict.of(
        "The call was accepted, but the service "
            + what()
            + " at "
            + address(then)
            + " could not be reached or gave no answer: "
            + fault.text()
            + ".",
        call.operator(),
        "curl -v " + address(then) + " on this machine; then start or mend the service",
        Verdict.fact(then.version(), "in force then, with the address " + address(then)));
  }

  private Verdict serviceCertificate(Saved then) {
    return Verdict.of(
        "The call was accepted, but the service at "
            + address(then)
            + " did not show a TLS certificate that is trusted for "
            + call.service().owner()
            + ": "
            + fault.text()
            + ".",
        call.operator() + ", or " + Verdict.HERE,
        "if the service has the right one, " + facts.nextStep().trust(call.service().owner()),
        Verdict.fact(then.version(), "in force then, with TLS certificates verified"));
  }

  private Verdict peerCertificate() {
    return Verdict.of(
        "This server did not believe the server that called for "
            + call.client()
            + ": "
            + fault.text()
            + ".",
        Verdict.CONSUMER,
        "have its administrator type postroad doctor, which tells how its authentication"
            + " certificate is");
  }

  private Verdict badAddress(Saved then) {
    return Verdict.of(
        "The call was accepted, but "
            + what()
            + " has no address that can be called: "
            + fault.text()
            + ".",
        Verdict.HERE,
        facts.nextStep().setAddress(call),
        Verdict.fact(then.version(), "in force then, with the address '" + address(then) + "'"));
  }

  /** What a metaservice says of a description that cannot be handed out. */
  private Optional<Verdict> description(Saved then) {
    String metaservice = call.service().serviceCode();
    if (!metaservice.equals("getWsdl") && !metaservice.equals("getOpenAPI")) {
      return Optional.empty();
    }
    return Optional.of(
        Verdict.of(
            "The description that "
                + metaservice
                + " was asked for cannot be handed out: "
                + fault.text()
                + ".",
            call.operator(),
            "mend the document where it is published, then "
                + facts.nextStep().refresh(call.service().owner()),
            Verdict.fact(then.version(), "in force then")));
  }

  private Verdict byCode() {
    if (fault.has(FaultCode.SIGNATURE_VERIFICATION)) {
      return Verdict.of(
          "This server did not believe the signature of "
              + call.client()
              + ": "
              + fault.text()
              + ".",
          Verdict.CONSUMER,
          "have its administrator type postroad doctor, which tells how its signing certificate"
              + " is");
    }
    boolean ofCaller = fault.origin().equals(Optional.of(Origin.CLIENT));
    return Verdict.of(
        "This server could not serve the call to " + what() + ": " + fault.text() + ".",
        ofCaller ? Verdict.CALLER : Verdict.HERE,
        ofCaller ? fault.page() : facts.doctor() + "; " + fault.page());
  }

  private String what() {
    return call.name();
  }
}
