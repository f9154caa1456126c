// SPDX-License-Identifier: MIT

package org.postroad.registry.management;

import java.util.Optional;
import java.util.stream.Stream;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.Identifiers;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.management.ManagementMessage;
import org.postroad.protocol.management.ManagementRequest;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.management.SubmittedRequest.Registration;
import org.postroad.registry.membership.ServerAddress;

/**
 * Stage: a request comes from the owner of the server it is about, signed by the member it speaks
 * for, with identifiers that can be registered (B26, B29, B30).
 */
final class CheckRules {

  Checked apply(Proven proven) {
    ManagementMessage message = proven.received().message();
    ManagementRequest request = message.request();
    if (proven.received().submitted() instanceof Registration registration) {
      checkRegistration(registration, proven.received().configuration());
    }
    checkIdentifiers(request);
    if (!message.sender().equals(request.server().owner())) {
      throw refused("Sender does not match server owner.");
    }
    Optional<MemberId> expected = request.signer();
    if (!proven.signer().equals(expected)) {
      throw refused(
          "Subject identifier (%s) in certificate does not match the member (%s) of the request"
              .formatted(name(proven.signer()), name(expected)));
    }
    return new Checked(proven);
  }

  private static void checkRegistration(
      Registration registration, GlobalConfiguration configuration) {
    ManagementMessage message = registration.message();
    boolean addressed =
        configuration.managementServiceProvider().filter(message.provider()::equals).isPresent()
            && message.sender().instance().equals(configuration.instance());
    if (!addressed) {
      throw refused("Invalid management service address. Contact the registry's administrator.");
    }
    if (!(message.request() instanceof AuthCertReg request)
        || !request.authCert().equals(registration.authCert())) {
      throw new Fault(FaultCode.CERT_VALIDATION, "Authentication certificates do not match.");
    }
    ServerAddress.require(request.address().orElse(""));
  }

  private static void checkIdentifiers(ManagementRequest request) {
    SecurityServerId server = request.server();
    boolean printable =
        Stream.concat(
                Stream.concat(parts(server.owner()), Stream.of(server.serverCode())),
                client(request).stream().flatMap(CheckRules::parts))
            .allMatch(Identifiers::isPrintable);
    if (!printable) {
      throw new Fault(
          FaultCode.INVALID_CLIENT_IDENTIFIER,
          "The management request contains an invalid identifier.");
    }
  }

  private static Stream<String> parts(ClientId client) {
    return Stream.concat(
        Stream.of(client.instance(), client.memberClass(), client.memberCode()),
        client.subsystemCode().stream());
  }

  private static Optional<ClientId> client(ManagementRequest request) {
    return switch (request) {
      case ClientReg r -> Optional.of(r.client());
      case ClientDeletion r -> Optional.of(r.client());
      case ClientDisable r -> Optional.of(r.client());
      case ClientEnable r -> Optional.of(r.client());
      case ClientRename r -> Optional.of(r.client());
      case OwnerChange r -> Optional.of(r.client());
      default -> Optional.empty();
    };
  }

  private static String name(Optional<MemberId> member) {
    return member.map(MemberId::toString).orElse("nobody");
  }

  private static Fault refused(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }
}
