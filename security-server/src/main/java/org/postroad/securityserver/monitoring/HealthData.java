// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.Namespaces;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;
import org.postroad.securityserver.exchange.CarriedMessage;
import org.postroad.securityserver.exchange.ExchangeRecord;
import org.postroad.securityserver.messagelog.Side;

/**
 * How the services of this server do, and the answer to {@code getSecurityServerHealthData} (G-025,
 * G-026). Nothing is known of the time before this process began.
 */
final class HealthData {
  private static final String NAME = "getSecurityServerHealthData";

  /** Enough for any server; a flood of calls to names that do not exist must not fill memory. */
  private static final int MOST_SERVICES = 20_000;

  private final Map<ServiceId, ServiceHealth> services = new ConcurrentHashMap<>();
  private final Instant start;
  private final Clock clock;
  private final Optional<HealthBeans> beans;

  /**
   * Knows nothing yet.
   *
   * @param beans that are made for each service, if any are
   */
  HealthData(Clock clock, Optional<HealthBeans> beans) {
    this.start = clock.instant();
    this.clock = clock;
    this.beans = beans;
    beans.ifPresent(made -> made.addServer(start));
  }

  /** Counts what this server was asked for as a provider. */
  void add(ExchangeRecord exchange, OperationalRecord record) {
    if (exchange.side() != Side.PROVIDER || exchange.request().isEmpty()) {
      return;
    }
    ServiceId service = exchange.request().get().message().service();
    if (services.containsKey(service) || services.size() < MOST_SERVICES) {
      Instant end = exchange.moments().end();
      services
          .computeIfAbsent(service, this::begin)
          .add(
              new ServiceHealth.Call(
                  end,
                  record.isTrue(OperationalField.SUCCEEDED),
                  exchange.duration().toMillis(),
                  exchange.request().map(HealthData::bytes).orElse(0L),
                  exchange.response().map(HealthData::bytes).orElse(0L)),
              record.text(OperationalField.SERVICE_TYPE));
    }
  }

  private ServiceHealth begin(ServiceId service) {
    ServiceHealth health = new ServiceHealth();
    beans.ifPresent(made -> made.addService(service, () -> health.report(clock.instant())));
    return health;
  }

  private static long bytes(CarriedMessage message) {
    return message.message().bytes().length + message.bodyBytes();
  }

  /** Every service that was called, in the order of the identifiers. */
  List<Map.Entry<ServiceId, ServiceHealth.Report>> reports() {
    Instant now = clock.instant();
    return services.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().report(now)))
        .toList();
  }

  MonitoringAnswer answer(SoapMessage request) {
    XmlElement asked = QueryXml.root(request.body(), OperationalData.NAMESPACE, NAME);
    QueryXml.requireOnly(asked, OperationalData.NAMESPACE, "filterCriteria");
    Optional<ClientId> provider =
        asked
            .child(OperationalData.NAMESPACE, "filterCriteria")
            .flatMap(criteria -> {
              QueryXml.requireOnly(criteria, OperationalData.NAMESPACE, "client");
              return QueryXml.client(criteria, OperationalData.NAMESPACE);
            });
    XmlWriter xml =
        new XmlWriter()
            .start("om:" + NAME + "Response")
            .namespace("om", OperationalData.NAMESPACE)
            .namespace("id", Namespaces.IDENTIFIERS);
    number(xml, "monitoringStartupTimestamp", start.toEpochMilli());
    number(xml, "statisticsPeriodSeconds", MonitoringSettings.STATISTICS.toSeconds());
    xml.start("om:servicesEvents");
    reports().stream()
        .filter(report -> provider.map(report.getKey().owner()::equals).orElse(true))
        .forEach(report -> events(xml, report.getKey(), report.getValue()));
    return MonitoringAnswer.of(xml.end().end().toByteArray());
  }

  private static void events(XmlWriter xml, ServiceId service, ServiceHealth.Report report) {
    xml.start("om:serviceEvents");
    xml.start("om:service").attribute("id:objectType", "SERVICE");
    xml.element("id:xRoadInstance", service.owner().instance());
    xml.element("id:memberClass", service.owner().memberClass());
    xml.element("id:memberCode", service.owner().memberCode());
    service.owner().subsystemCode().ifPresent(code -> xml.element("id:subsystemCode", code));
    xml.element("id:serviceCode", service.serviceCode());
    service.serviceVersion().ifPresent(version -> xml.element("id:serviceVersion", version));
    xml.end();
    report
        .lastGood()
        .ifPresent(at -> number(xml, "lastSuccessfulRequestTimestamp", at.toEpochMilli()));
    report
        .lastBad()
        .ifPresent(at -> number(xml, "lastUnsuccessfulRequestTimestamp", at.toEpochMilli()));
    report.type().ifPresent(type -> xml.element("om:serviceType", type));
    xml.start("om:lastPeriodStatistics");
    number(xml, "successfulRequestCount", report.good());
    number(xml, "unsuccessfulRequestCount", report.bad());
    if (report.good() > 0) {
      statistics(xml, "request", "Duration", report.duration());
      statistics(xml, "request", "Size", report.request());
      statistics(xml, "response", "Size", report.response());
    }
    xml.end().end();
  }

  private static void statistics(XmlWriter xml, String what, String of, Summary summary) {
    number(xml, what + "Min" + of, summary.min());
    xml.element("om:" + what + "Average" + of, Double.toString(summary.mean()));
    number(xml, what + "Max" + of, summary.max());
    xml.element("om:" + what + of + "StdDev", Double.toString(summary.deviation()));
  }

  private static void number(XmlWriter xml, String name, long value) {
    xml.element("om:" + name, Long.toString(value));
  }
}
