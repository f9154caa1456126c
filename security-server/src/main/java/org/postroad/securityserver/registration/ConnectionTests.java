// SPDX-License-Identifier: MIT

package org.postroad.securityserver.registration;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.fault.PeerFault;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.SecurityServerId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.protocol.management.ManagementRequest.AuthCertReg;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.mime.Headers;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlWriter;
import org.postroad.securityserver.net.HttpFetch;
import org.postroad.securityserver.registration.Registrations.ManagementSender;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries what a server has to reach besides the global configuration: the registration of
 * certificates, and other servers by the whole way that messages take (E28). Nothing is changed
 * anywhere; the calls are logged like any others.
 *
 * @param own where this server is called as by an information system
 * @param ids of messages
 */
public record ConnectionTests(ManagementSender registry, OwnPort own, Supplier<UUID> ids) {
  private static final int MOST_ANSWER_BYTES = 1 << 20;
  private static final int GOOD = 200;
  private static final String SERVICE = "listMethods";

  /** What stood in the way. */
  public record Failure(String code, String text) {
    private static Failure of(Fault fault) {
      return new Failure(fault.code().name().toLowerCase(Locale.ROOT), fault.text());
    }

    private static Failure of(FaultReport report) {
      return new Failure(report.code(), report.text());
    }

    private static Failure of(IOException failure) {
      return new Failure("network_error", String.valueOf(failure.getMessage()));
    }

    private boolean isOfInvalidRequest() {
      String plain = code.replace("_", "").toLowerCase(Locale.ROOT);
      return plain.endsWith("invalidrequest");
    }
  }

  /**
   * Asks for a dry run of a registration without an address, which the registry refuses as an
   * invalid request only after it has proven who asks.
   */
  public Optional<Failure> registration(SecurityServerId server, X509Certificate certificate) {
    try {
      var _ = registry.send(new AuthCertReg(server, Optional.empty(), certificate, true));
      return Optional.empty();
    } catch (PeerFault refused) {
      return Optional.of(Failure.of(refused.report())).filter(each -> !each.isOfInvalidRequest());
    } catch (Fault failure) {
      return Optional.of(Failure.of(failure));
    }
  }

  /** Asks for the REST services of a subsystem of another server. */
  public Optional<Failure> rest(ClientId caller, SubsystemId called, SecurityServerId server) {
    String path = "/r1/" + called.encoded() + "/" + SERVICE;
    Headers headers =
        Headers.of("Accept", "application/json")
            .with("X-Road-Client", caller.encoded())
            .with("X-Road-Security-Server", server.encoded());
    try {
      HttpFetch.Fetched answer =
          own.fetch()
              .get()
              .fetch("GET", own.url().resolve(path), headers, new byte[0], MOST_ANSWER_BYTES);
      return answer.status() == GOOD ? Optional.empty() : Optional.of(refused(answer));
    } catch (IOException failure) {
      return Optional.of(Failure.of(failure));
    } catch (Fault failure) {
      return Optional.of(Failure.of(failure));
    }
  }

  private static Failure refused(HttpFetch.Fetched answer) {
    try {
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      return new Failure(
          json.path("type").asString("http_error"), json.path("message").asString(""));
    } catch (JacksonException other) {
      return new Failure("http_error", "status " + answer.status());
    }
  }

  /** Asks for its SOAP services. */
  public Optional<Failure> soap(ClientId caller, SubsystemId called, SecurityServerId server) {
    try {
      HttpFetch.Fetched answer =
          own.fetch()
              .get()
              .post(
                  own.url(),
                  "text/xml; charset=UTF-8",
                  message(caller, ServiceId.of(called, SERVICE), server),
                  MOST_ANSWER_BYTES);
      return SoapMessage.parse(answer.body()).fault().map(Failure::of);
    } catch (IOException failure) {
      return Optional.of(Failure.of(failure));
    } catch (Fault failure) {
      return Optional.of(Failure.of(failure));
    }
  }

  private byte[] message(ClientId caller, ServiceId service, SecurityServerId server) {
    XmlWriter xml =
        new XmlWriter(1024)
            .declaration()
            .start("soap:Envelope")
            .namespace("soap", Namespaces.SOAP_ENV)
            .namespace("id", Namespaces.IDENTIFIERS)
            .namespace("xrd", Namespaces.XROAD)
            .start("soap:Header");
    boolean subsystem = caller.subsystemCode().isPresent();
    client(xml, "xrd:client", subsystem ? "SUBSYSTEM" : "MEMBER", caller).end();
    client(xml, "xrd:service", "SERVICE", service.owner())
        .element("id:serviceCode", service.serviceCode())
        .end();
    client(xml, "xrd:securityServer", "SERVER", server.owner())
        .element("id:serverCode", server.serverCode())
        .end();
    return xml.element("xrd:id", ids.get().toString())
        .element("xrd:protocolVersion", "4.0")
        .end()
        .start("soap:Body")
        .start("xrd:" + SERVICE)
        .end()
        .end()
        .end()
        .toByteArray();
  }

  private static XmlWriter client(XmlWriter xml, String name, String type, ClientId client) {
    xml.start(name)
        .attribute("id:objectType", type)
        .element("id:xRoadInstance", client.instance())
        .element("id:memberClass", client.memberClass())
        .element("id:memberCode", client.memberCode());
    client.subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
    return xml;
  }
}
