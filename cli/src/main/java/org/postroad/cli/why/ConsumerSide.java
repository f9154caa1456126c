// SPDX-License-Identifier: MIT
package org.postroad.cli.why;

import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.fault.Origin;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;

/** Judges what became of a call that this server's own client made. */
final class ConsumerSide {
  private final Facts facts;
  private final Call call;
  private final RefusedFault fault;

  ConsumerSide(Facts facts, Call call, RefusedFault fault) {
    this.facts = facts;
    this.call = call;
    this.fault = fault;
  }

  Verdict judge() {
    if (fault.origin().isEmpty()) {
      return ofService();
    }
    if (fault.origin().equals(Optional.of(Origin.PROVIDER))) {
      return ofProvider();
    }
    if (fault.has(FaultCode.SIGNATURE_VERIFICATION)) {
      return notBelieved();
    }
    return switch (fault.innermost().orElse(FaultCode.INTERNAL_ERROR)) {
      case UNKNOWN_MEMBER -> unknownMember();
      case SSL_AUTHENTICATION_FAILED -> isOfInformationSystem() ? certificate() : peerCertificate();
      case NETWORK_ERROR, IO_ERROR, UNKNOWN_HOST -> unreachable();
      case MAINTENANCE_MODE -> inMaintenance();
      case INVALID_SECURITY_SERVER -> wrongServer();
      default -> byCode();
    };
  }

  private Verdict ofService() {
    return Verdict.ofService(
        call, fault, "give it the request and the answer, which both servers have logged");
  }

  private Verdict notBelieved() {
    return Verdict.of(
        "This server did not believe the signature of the response of "
            + call.service().owner()
            + ": "
            + fault.text()
            + ".",
        Verdict.PROVIDER,
        "have its administrator type postroad doctor, which tells how its signing certificate"
            + " is");
  }

  private Verdict inMaintenance() {
    return Verdict.of(
        "All servers of " + call.service().owner() + " are in maintenance: " + fault.text() + ".",
        Verdict.PROVIDER,
        "wait, or ask when it ends");
  }

  private Verdict wrongServer() {
    return Verdict.of(
        "The request named a security server that does not serve "
            + call.service().owner()
            + ": "
            + fault.text()
            + ".",
        Verdict.CALLER,
        "leave the header securityServer out, or name the right server");
  }

  private Verdict ofProvider() {
    ClientId owner = call.service().owner();
    String what =
        switch (fault.innermost().orElse(FaultCode.SERVICE_FAILED)) {
          case ACCESS_DENIED -> "denied the call: " + call.client() + " has no right to " + what();
          case UNKNOWN_SERVICE -> "denied the call: it has no service " + what();
          case SERVICE_DISABLED -> "denied the call: " + what() + " is disabled; " + fault.text();
          case NETWORK_ERROR, UNKNOWN_HOST, IO_ERROR, HTTP_ERROR ->
              "accepted the call and could not reach the service: " + fault.text();
          default -> "refused or could not serve the call to " + what() + ": " + fault.text();
        };
    return Verdict.of(
        "The server of " + owner + " " + what + ".", Verdict.PROVIDER, facts.whyThere());
  }

  private Optional<Saved> then() {
    return facts.versions().at(call.time());
  }

  private Optional<Client> own() {
    return then().flatMap(saved -> saved.configuration().client(call.client()));
  }

  private Fact inForce(String text) {
    return then()
        .map(saved -> Verdict.fact(saved.version(), "in force then; " + text))
        .orElse(new Fact("configuration", "no version of it is kept here"));
  }

  private Verdict unknownMember() {
    Optional<Client> client = own();
    if (client.filter(Client::isRegistered).isPresent()) {
      ClientId owner = call.service().owner();
      boolean exists = facts.global().filter(global -> global.exists(owner)).isPresent();
      String state =
          exists
              ? "is registered with no server that can be asked"
              : "is nobody whom the registry knows";
      return Verdict.of(
          "This server denied the call: the provider " + owner + " " + state + ".",
          exists ? Verdict.PROVIDER : Verdict.CALLER + ", or " + Verdict.PROVIDER,
          "compare the identifier letter by letter with those of postroad catalog list",
          new Fact("global configuration", owner + " " + state));
    }
    String state =
        client
            .map(known -> "its state here is " + known.status())
            .orElse("it is no client of this server");
    return Verdict.of(
        "This server denied the call: the client "
            + call.client()
            + " was not registered here; "
            + state
            + ".",
        client.isPresent() ? Verdict.HERE + ", or " + Verdict.REGISTRY : Verdict.HERE,
        facts.nextStep().register(call.client(), client),
        inForce(state));
  }

  /** Told by this server of its own client, which has to show who it is. */
  private boolean isOfInformationSystem() {
    return fault.text().startsWith("Client (")
        && own()
            .filter(client -> client.connectionType() != Client.ConnectionType.HTTP)
            .isPresent();
  }

  private Verdict certificate() {
    int known = own().map(client -> client.informationSystemCertificates().size()).orElse(0);
    String type = own().map(client -> client.connectionType().name()).orElse("HTTPS");
    return Verdict.of(
        "This server did not let the information system of "
            + call.client()
            + " in, whose connection type is "
            + type
            + ": "
            + fault.text()
            + ".",
        known == 0 && type.equals("HTTPS") ? Verdict.HERE : Verdict.CALLER,
        known == 0 && type.equals("HTTPS")
            ? facts.nextStep().trust(call.client())
            : "call by HTTPS with a certificate that is trusted here: postroad call rest"
                + " --keystore FILE",
        inForce("connection type " + type + ", trusted certificates: " + known));
  }

  private Verdict peerCertificate() {
    return Verdict.of(
        "This server did not believe the server of "
            + call.service().owner()
            + at()
            + ": "
            + fault.text()
            + ".",
        Verdict.PROVIDER,
        "have its administrator type postroad doctor, which tells how its authentication"
            + " certificate is");
  }

  private Verdict unreachable() {
    return Verdict.of(
        "The server of "
            + call.service().owner()
            + at()
            + " could not be reached: "
            + fault.text()
            + ".",
        Verdict.PROVIDER + ", or the network between",
        facts.doctor() + ", which tries the servers that were called lately");
  }

  private String at() {
    List<String> addresses =
        facts
            .global()
            .map(global -> global.addressesOf(call.service().owner()))
            .orElse(List.of())
            .stream()
            .map(ServerAddress::address)
            .distinct()
            .toList();
    return addresses.isEmpty() ? "" : " at " + String.join(" or ", addresses);
  }

  private Verdict byCode() {
    boolean ofCaller = fault.origin().equals(Optional.of(Origin.CLIENT));
    return Verdict.of(
        "This server could not carry the call to " + what() + ": " + fault.text() + ".",
        ofCaller ? Verdict.CALLER : Verdict.HERE,
        ofCaller ? "mend the request; " + fault.page() : facts.doctor() + "; " + fault.page());
  }

  private String what() {
    return call.name();
  }
}
