// SPDX-License-Identifier: MIT
package org.postroad.securityserver.declaration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.globalconf.GlobalConfiguration;
import org.postroad.protocol.identifier.SubsystemId;
import org.postroad.securityserver.conf.AccessRight;
import org.postroad.securityserver.conf.Client;
import org.postroad.securityserver.conf.Client.ConnectionType;
import org.postroad.securityserver.conf.ServerConfiguration;
import org.postroad.securityserver.conf.ServiceDescription;
import org.postroad.securityserver.conf.ServiceDescription.Endpoint;
import org.postroad.securityserver.conf.ServiceDescription.Service;
import org.postroad.securityserver.keys.KeyState;
import org.postroad.securityserver.keys.TokenState;

/** A server as the tree that changes nothing of it; what a default says is left out. */
final class Export {
  private final ServerConfiguration server;
  private final GlobalConfiguration global;

  Export(ServerConfiguration server, GlobalConfiguration global) {
    this.server = server;
    this.global = global;
  }

  Declaration tree(Optional<List<TokenState>> tokens) {
    return new Declaration(
        Words.text(server.id()),
        global.addressOf(server.id()),
        Optional.of(server.timestampServices().stream().map(Object::toString).toList()),
        tokens.map(Export::keys),
        Optional.of(server.clients().stream().map(this::client).toList()));
  }

  private static List<Declaration.Key> keys(List<TokenState> tokens) {
    List<Declaration.Key> keys = new ArrayList<>();
    for (TokenState token : tokens) {
      token.keys().stream()
          .filter(key -> key.use().isPresent())
          .forEach(key -> keys.add(key(token, key)));
    }
    return keys;
  }

  private static Declaration.Key key(TokenState token, KeyState key) {
    Optional<String> member =
        key.certificates().stream()
            .flatMap(each -> each.member().stream())
            .findFirst()
            .or(() -> key.requests().stream().flatMap(each -> each.member().stream()).findFirst())
            .map(Words::text);
    return new Declaration.Key(
        key.label(),
        Optional.of(token.id()).filter(id -> !id.equals(TokenState.SOFTWARE)),
        Optional.of(Words.text(key.kind())),
        Words.text(key.use().orElseThrow()),
        member,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Declaration.Client client(Client client) {
    Optional<String> name =
        client.id() instanceof SubsystemId subsystem
            ? Optional.ofNullable(server.registration().names().get(subsystem))
                .or(() -> global.subsystemName(subsystem))
            : Optional.empty();
    return new Declaration.Client(
        Words.text(client.id()),
        name,
        Optional.of(client.connectionType())
            .filter(type -> type != ConnectionType.HTTPS)
            .map(Words::text),
        Optional.of(false).filter(_ -> client.status() == Client.Status.SAVED),
        Optional.of(
            client.informationSystemCertificates().stream().map(Certificates::pem).toList()),
        Optional.of(client.localGroups().stream().map(Export::group).toList()),
        Optional.of(client.serviceDescriptions().stream().map(Export::description).toList()),
        Optional.of(rights(client)));
  }

  private static Declaration.Group group(Client.LocalGroup group) {
    return new Declaration.Group(
        group.id().groupCode(),
        Optional.of(group.description()).filter(text -> !text.isEmpty()),
        Optional.of(group.members().stream().map(Words::text).sorted().toList()));
  }

  private static Declaration.Description description(ServiceDescription known) {
    boolean rest = known.isRest();
    Optional<String> url = Optional.of(known.url());
    Optional<Service> one = rest ? Optional.of(known.services().getFirst()) : Optional.empty();
    return new Declaration.Description(
        url.filter(_ -> known.type() == ServiceDescription.Type.WSDL),
        url.filter(_ -> known.type() == ServiceDescription.Type.OPENAPI3),
        url.filter(_ -> known.type() == ServiceDescription.Type.REST),
        one.map(Service::code),
        known.disabledNotice(),
        one.map(Service::url).filter(_ -> known.type() == ServiceDescription.Type.OPENAPI3),
        one.flatMap(Export::timeout),
        one.flatMap(Export::verify),
        one.map(service -> service.endpoints().added().stream().map(Words::text).toList()),
        rest
            ? Optional.empty()
            : Optional.of(known.services().stream().map(Export::service).toList()));
  }

  private static Optional<String> timeout(Service service) {
    return Optional.of(service.timeout())
        .filter(time -> !time.equals(Service.DEFAULT_TIMEOUT))
        .map(Words::text);
  }

  private static Optional<Boolean> verify(Service service) {
    return Optional.of(false).filter(_ -> !service.verifyTls());
  }

  private static Declaration.Service service(Service service) {
    return new Declaration.Service(
        service.fullCode(), Optional.of(service.url()), timeout(service), verify(service));
  }

  /** One entry for each endpoint, with everybody who may call it. */
  private static List<Declaration.Right> rights(Client client) {
    record Called(String service, Endpoint endpoint) {}
    Map<Called, List<String>> holders = new LinkedHashMap<>();
    for (AccessRight right : client.accessRights()) {
      holders
          .computeIfAbsent(
              new Called(right.serviceCode(), right.endpoint()), _ -> new ArrayList<>())
          .add(Words.text(right.subject()));
    }
    return holders.entrySet().stream()
        .map(each ->
            new Declaration.Right(
                each.getKey().service(),
                Optional.of(each.getKey().endpoint())
                    .filter(endpoint -> !endpoint.equals(Endpoint.BASE))
                    .map(Words::text),
                each.getValue()))
        .toList();
  }
}
