// SPDX-License-Identifier: MIT

package org.postroad.protocol.management;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.AddressChange;
import org.postroad.protocol.management.ManagementRequest.AuthCertDeletion;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.management.ManagementRequest.ClientDeletion;
import org.postroad.protocol.management.ManagementRequest.ClientDisable;
import org.postroad.protocol.management.ManagementRequest.ClientEnable;
import org.postroad.protocol.management.ManagementRequest.ClientReg;
import org.postroad.protocol.management.ManagementRequest.ClientRename;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeDisable;
import org.postroad.protocol.management.ManagementRequest.MaintenanceModeEnable;
import org.postroad.protocol.management.ManagementRequest.OwnerChange;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;

/**
 * The child of the body of a management request: qualified children in the order of the schema and
 * no others (B09, B40 to B47).
 *
 * <pre>{@code
 * <xroad:clientReg><xroad:server ...>...</xroad:server><xroad:client ...>...</xroad:client>
 *  <xroad:subsystemName>People</xroad:subsystemName></xroad:clientReg>
 * }</pre>
 */
final class RequestBody {
  private static final String SERVER = "server";
  private static final String CLIENT = "client";
  private static final String NAME = "subsystemName";
  private static final String ADDRESS = "address";
  private static final String CERTIFICATE = "authCert";
  private static final String DRY_RUN = "dryRun";
  private static final String MESSAGE = "message";

  private RequestBody() {}

  static void write(XmlWriter xml, ManagementRequest request) {
    xml.start("xroad:" + request.service().code());
    IdentifierXml.write(xml, SERVER, request.server());
    switch (request) {
      case AuthCertReg r -> {
        r.address().ifPresent(address -> text(xml, ADDRESS, address));
        text(xml, CERTIFICATE, base64(r.authCert()));
        text(xml, DRY_RUN, Boolean.toString(r.dryRun()));
      }
      case AuthCertDeletion r -> text(xml, CERTIFICATE, base64(r.authCert()));
      case ClientReg r -> {
        IdentifierXml.write(xml, CLIENT, r.client());
        r.subsystemName().ifPresent(name -> text(xml, NAME, name));
      }
      case ClientDeletion r -> IdentifierXml.write(xml, CLIENT, r.client());
      case ClientDisable r -> IdentifierXml.write(xml, CLIENT, r.client());
      case ClientEnable r -> IdentifierXml.write(xml, CLIENT, r.client());
      case ClientRename r -> {
        IdentifierXml.write(xml, CLIENT, r.client());
        text(xml, NAME, r.subsystemName());
      }
      case OwnerChange r -> IdentifierXml.write(xml, CLIENT, r.client());
      case AddressChange r -> text(xml, ADDRESS, r.address());
      case MaintenanceModeEnable r -> r.message().ifPresent(message -> text(xml, MESSAGE, message));
      case MaintenanceModeDisable _ -> {}
    }
    xml.end();
  }

  private static void text(XmlWriter xml, String name, String value) {
    xml.element("xroad:" + name, value);
  }

  private static String base64(X509Certificate certificate) {
    return Base64.getEncoder().encodeToString(Certificates.encoded(certificate));
  }

  /** Refuses what is not exactly a request to that service. */
  static ManagementRequest read(XmlElement body, ManagementService service) {
    var children = new Children(body);
    var server = IdentifierXml.server(children.required(SERVER));
    ManagementRequest request =
        switch (service) {
          case AUTH_CERT_REG ->
              new AuthCertReg(
                  server,
                  children.optionalText(ADDRESS),
                  children.certificate(),
                  children.optionalText(DRY_RUN).map(RequestBody::truth).orElse(false));
          case AUTH_CERT_DELETION -> new AuthCertDeletion(server, children.certificate());
          case CLIENT_REG ->
              new ClientReg(
                  server,
                  IdentifierXml.client(children.required(CLIENT)),
                  children.optionalText(NAME));
          case CLIENT_DELETION ->
              new ClientDeletion(server, IdentifierXml.client(children.required(CLIENT)));
          case CLIENT_DISABLE ->
              new ClientDisable(server, IdentifierXml.client(children.required(CLIENT)));
          case CLIENT_ENABLE ->
              new ClientEnable(server, IdentifierXml.client(children.required(CLIENT)));
          case CLIENT_RENAME ->
              new ClientRename(server, subsystem(children.required(CLIENT)), children.text(NAME));
          case OWNER_CHANGE -> new OwnerChange(server, member(children.required(CLIENT)));
          case ADDRESS_CHANGE -> new AddressChange(server, children.text(ADDRESS));
          case MAINTENANCE_MODE_ENABLE ->
              new MaintenanceModeEnable(server, children.optionalText(MESSAGE));
          case MAINTENANCE_MODE_DISABLE -> new MaintenanceModeDisable(server);
        };
    children.end();
    return request;
  }

  private static SubsystemId subsystem(XmlElement element) {
    if (IdentifierXml.client(element) instanceof SubsystemId subsystem) {
      return subsystem;
    }
    throw invalid("The client to rename must be a subsystem");
  }

  private static MemberId member(XmlElement element) {
    if (IdentifierXml.client(element) instanceof MemberId member) {
      return member;
    }
    throw invalid("The new owner must be a member");
  }

  private static boolean truth(String text) {
    return switch (text.strip()) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw invalid("dryRun is neither true nor false");
    };
  }

  private static Fault invalid(String text) {
    return new Fault(FaultCode.INVALID_REQUEST, text);
  }

  /** Takes the children one after the other. */
  private static final class Children {
    private final String parent;
    private final List<XmlElement> children;
    private int at;

    Children(XmlElement body) {
      this.parent = body.name().getLocalPart();
      this.children = body.children();
      if (!body.text().isBlank()) {
        throw invalid("Request '" + parent + "' has text beside its elements");
      }
    }

    Optional<XmlElement> optional(String name) {
      if (at < children.size() && children.get(at).is(Namespaces.XROAD, name)) {
        return Optional.of(children.get(at++));
      }
      return Optional.empty();
    }

    XmlElement required(String name) {
      return optional(name)
          .orElseThrow(
              () -> invalid("Request '%s' has no '%s' in its place".formatted(parent, name)));
    }

    String text(String name) {
      return required(name).textOnly();
    }

    Optional<String> optionalText(String name) {
      return optional(name).map(XmlElement::textOnly);
    }

    X509Certificate certificate() {
      return Certificates.parseBase64(text(CERTIFICATE));
    }

    void end() {
      if (at < children.size()) {
        throw invalid(
            "Request '%s' has '%s', which does not belong there"
                .formatted(parent, children.get(at).name().getLocalPart()));
      }
    }
  }
}
