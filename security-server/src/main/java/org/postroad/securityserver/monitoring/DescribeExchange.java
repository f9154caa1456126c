// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.FaultReport;
import org.postroad.protocol.globalconf.ServerAddress;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.Message;
import org.postroad.protocol.message.RepresentedParty;
import org.postroad.protocol.message.RestRequest;
import org.postroad.protocol.message.RestResponse;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.conf.ServerConfiguration.ServiceEntry;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.exchange.Moments;
import org.postroad.securityserver.messagelog.Side;

/** Stage: what an operational record says of one exchange (G-001 to G-009). */
final class DescribeExchange {
  private static final int FIRST_ERROR_STATUS = 400;

  /** The address of this machine that others inside see. */
  private final String ownAddress;

  DescribeExchange(String ownAddress) {
    this.ownAddress = ownAddress;
  }

  OperationalRecord apply(ExchangeRecord exchange, Configuration configuration) {
    OperationalRecord.Builder out = OperationalRecord.builder();
    out.text(OperationalField.SECURITY_SERVER_INTERNAL_IP, ownAddress);
    out.text(OperationalField.SECURITY_SERVER_TYPE, type(exchange.side()));
    moments(exchange.moments(), exchange.response().isPresent(), out);
    out.text(OperationalField.X_REQUEST_ID, exchange.requestId());
    out.text(OperationalField.X_ROAD_VERSION, ProxyVersion.SPOKEN.text());
    exchange
        .request()
        .ifPresent(request -> {
          message(request.message(), exchange.side(), configuration, out);
          addresses(exchange, configuration, out);
          sizes(request, Sizes.REQUEST, out);
        });
    exchange.response().ifPresent(response -> sizes(response, Sizes.RESPONSE, out));
    outcome(exchange, out);
    return out.build();
  }

  /** How records name the side this server was on. */
  static String type(Side side) {
    return side == Side.CONSUMER ? "Client" : "Producer";
  }

  /**
   * What this server answers itself goes nowhere, so that leaving and coming fall on the ends
   * (G-008). A refusal has no response, and its end is when the caller was told.
   */
  private static void moments(Moments moments, boolean answered, OperationalRecord.Builder out) {
    Instant end = moments.responseOut().orElse(moments.end());
    Optional<Instant> requestOut =
        moments
            .requestOut()
            .or(() -> answered ? Optional.of(moments.requestIn()) : Optional.empty());
    Optional<Instant> responseIn =
        moments.responseIn().or(() -> answered ? Optional.of(end) : Optional.empty());
    out.number(OperationalField.REQUEST_IN_TS, moments.requestIn().toEpochMilli());
    requestOut.ifPresent(at -> out.number(OperationalField.REQUEST_OUT_TS, at.toEpochMilli()));
    responseIn.ifPresent(at -> out.number(OperationalField.RESPONSE_IN_TS, at.toEpochMilli()));
    out.number(OperationalField.RESPONSE_OUT_TS, end.toEpochMilli());
  }

  private static void message(
      Message request, Side side, Configuration configuration, OperationalRecord.Builder out) {
    client(request.client(), out);
    service(request.service(), out);
    out.text(OperationalField.MESSAGE_ID, request.queryId());
    out.text(OperationalField.MESSAGE_USER_ID, request.userId());
    out.text(OperationalField.MESSAGE_ISSUE, request.issue());
    out.text(OperationalField.MESSAGE_PROTOCOL_VERSION, request.protocol());
    party(request)
        .ifPresent(party -> {
          out.text(OperationalField.REPRESENTED_PARTY_CLASS, party.partyClass());
          out.text(OperationalField.REPRESENTED_PARTY_CODE, party.partyCode());
        });
    Optional<ServiceEntry> called =
        side == Side.PROVIDER
            ? configuration.server().service(request.service())
            : Optional.empty();
    if (request instanceof RestRequest rest) {
      out.text(OperationalField.REST_METHOD, rest.method());
      out.text(
          OperationalField.REST_PATH,
          called.flatMap(entry ->
              configuration.server().describedPath(entry, rest.method(), rest.servicePath())));
    }
    out.text(OperationalField.SERVICE_TYPE, type(request, side, called));
  }

  /** A consumer's server knows only by which protocol it was called (G-004). */
  private static Optional<String> type(Message request, Side side, Optional<ServiceEntry> called) {
    if (side == Side.PROVIDER) {
      return called.map(entry -> entry.description().type().name());
    }
    return Optional.of(request instanceof SoapMessage ? "WSDL" : "REST");
  }

  private static void client(ClientId client, OperationalRecord.Builder out) {
    out.text(OperationalField.CLIENT_INSTANCE, client.instance());
    out.text(OperationalField.CLIENT_MEMBER_CLASS, client.memberClass());
    out.text(OperationalField.CLIENT_MEMBER_CODE, client.memberCode());
    out.text(OperationalField.CLIENT_SUBSYSTEM_CODE, client.subsystemCode());
  }

  private static void service(ServiceId service, OperationalRecord.Builder out) {
    out.text(OperationalField.SERVICE_INSTANCE, service.owner().instance());
    out.text(OperationalField.SERVICE_MEMBER_CLASS, service.owner().memberClass());
    out.text(OperationalField.SERVICE_MEMBER_CODE, service.owner().memberCode());
    out.text(OperationalField.SERVICE_SUBSYSTEM_CODE, service.owner().subsystemCode());
    out.text(OperationalField.SERVICE_CODE, service.serviceCode());
    out.text(OperationalField.SERVICE_VERSION, service.serviceVersion());
  }

  private static Optional<RepresentedParty> party(Message request) {
    return switch (request) {
      case SoapMessage soap -> soap.header().representedParty();
      case RestRequest rest -> rest.representedParty();
      case RestResponse _ -> Optional.empty();
    };
  }

  private static void addresses(
      ExchangeRecord exchange, Configuration configuration, OperationalRecord.Builder out) {
    Optional<String> own = configuration.global().addressOf(configuration.server().id());
    boolean consumer = exchange.side() == Side.CONSUMER;
    Optional<String> other =
        exchange
            .peer()
            .map(InetSocketAddress::getHostString)
            .map(host -> consumer ? host : registered(host, exchange, configuration));
    out.text(OperationalField.CLIENT_SECURITY_SERVER_ADDRESS, consumer ? own : other);
    out.text(OperationalField.SERVICE_SECURITY_SERVER_ADDRESS, consumer ? other : own);
  }

  /** A caller comes from a number; its server is registered under a name, if there is only one. */
  private static String registered(
      String host, ExchangeRecord exchange, Configuration configuration) {
    List<String> addresses =
        exchange
            .request()
            .map(request -> configuration.global().addressesOf(request.message().client()))
            .orElse(List.of())
            .stream()
            .map(ServerAddress::address)
            .distinct()
            .toList();
    return addresses.size() == 1 ? addresses.getFirst() : host;
  }

  /** The three fields that say how large a message was. */
  private record Sizes(
      OperationalField message, OperationalField mime, OperationalField attachments) {
    static final Sizes REQUEST =
        new Sizes(
            OperationalField.REQUEST_SIZE,
            OperationalField.REQUEST_MIME_SIZE,
            OperationalField.REQUEST_ATTACHMENT_COUNT);
    static final Sizes RESPONSE =
        new Sizes(
            OperationalField.RESPONSE_SIZE,
            OperationalField.RESPONSE_MIME_SIZE,
            OperationalField.RESPONSE_ATTACHMENT_COUNT);
  }

  /** A REST body belongs to its message, a SOAP attachment only to the whole (G-006). */
  private static void sizes(CarriedMessage carried, Sizes fields, OperationalRecord.Builder out) {
    long message = carried.message().bytes().length;
    if (!(carried.message() instanceof SoapMessage)) {
      out.number(fields.message(), message + carried.bodyBytes());
      out.number(fields.attachments(), 0);
      return;
    }
    out.number(fields.message(), message);
    out.number(fields.attachments(), carried.bodies());
    if (carried.bodies() > 0) {
      out.number(fields.mime(), message + carried.bodyBytes());
    }
  }

  private static void outcome(ExchangeRecord exchange, OperationalRecord.Builder out) {
    Optional<Integer> status =
        exchange
            .response()
            .map(CarriedMessage::message)
            .filter(RestResponse.class::isInstance)
            .map(response -> ((RestResponse) response).status());
    status.ifPresent(code -> out.number(OperationalField.STATUS_CODE, code));
    boolean error = status.filter(code -> code >= FIRST_ERROR_STATUS).isPresent();
    out.truth(OperationalField.SUCCEEDED, exchange.succeeded() && !error);
    out.text(OperationalField.FAULT_CODE, exchange.fault().map(FaultReport::code));
    out.text(OperationalField.FAULT_STRING, exchange.fault().map(FaultReport::text));
  }
}
