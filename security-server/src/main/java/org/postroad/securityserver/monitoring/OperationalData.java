// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.IOException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;
import org.postroad.securityserver.conf.Configuration;

/** Answers {@code getSecurityServerOperationalData} (G-014 to G-023). */
final class OperationalData {
  static final String NAMESPACE = "http://x-road.eu/xsd/op-monitoring.xsd";
  static final String CONTENT_ID = "operational-monitoring-data.json.gz";

  private static final String NAME = "getSecurityServerOperationalData";

  private final RecordFiles files;
  private final MonitoringSettings settings;
  private final Clock clock;

  OperationalData(RecordFiles files, MonitoringSettings settings, Clock clock) {
    this.files = files;
    this.settings = settings;
    this.clock = clock;
  }

  MonitoringAnswer answer(SoapMessage request, Configuration configuration) throws IOException {
    XmlElement asked = QueryXml.root(request.body(), NAMESPACE, NAME);
    QueryXml.requireOnly(asked, NAMESPACE, "searchCriteria", "outputSpec");
    XmlElement criteria = asked.required(NAMESPACE, "searchCriteria");
    QueryXml.requireOnly(criteria, NAMESPACE, "recordsFrom", "recordsTo", "client");
    long from = QueryXml.number(criteria, NAMESPACE, "recordsFrom");
    long to = QueryXml.number(criteria, NAMESPACE, "recordsTo");
    long available = clock.instant().minus(settings.offset()).getEpochSecond();
    check(from, to, available);
    RecordQuery.Found found =
        new RecordQuery(
                from,
                Math.min(to, available - 1),
                viewer(request, configuration),
                QueryXml.client(criteria, NAMESPACE),
                fields(asked))
            .ask(files, settings.records());
    OptionalLong next =
        found.next().isEmpty() && to >= available ? OptionalLong.of(available) : found.next();
    return new MonitoringAnswer(element(found.count(), next), Optional.of(found.gzip()));
  }

  private static void check(long from, long to, long available) {
    if (from < 0) {
      throw QueryXml.invalid("Records from timestamp is a negative number");
    }
    if (to < 0) {
      throw QueryXml.invalid("Records to timestamp is a negative number");
    }
    if (to < from) {
      throw QueryXml.invalid("Records to timestamp is earlier than records from timestamp");
    }
    if (from >= available) {
      throw QueryXml.invalid("Records not available from " + from + " yet");
    }
  }

  private static Set<OperationalField> fields(XmlElement asked) {
    Set<OperationalField> fields = EnumSet.noneOf(OperationalField.class);
    asked
        .child(NAMESPACE, "outputSpec")
        .ifPresent(spec -> {
          QueryXml.requireOnly(spec, NAMESPACE, "outputField");
          for (XmlElement field : spec.children()) {
            String name = field.textOnly();
            fields.add(
                OperationalField.of(name)
                    .orElseThrow(() ->
                        QueryXml.invalid("Unknown output field in search criteria: " + name)));
          }
        });
    return fields;
  }

  /** The owner must name its server, the reference knows it by that only (G-021). */
  private static Optional<ClientId> viewer(SoapMessage request, Configuration configuration) {
    ClientId caller = request.client();
    boolean owner =
        request.header().securityServer().isPresent()
            && caller.equals(configuration.server().id().owner());
    boolean central =
        configuration
            .global()
            .optionalParameters()
            .monitoringClient()
            .filter(caller::equals)
            .isPresent();
    return owner || central ? Optional.empty() : Optional.of(caller);
  }

  private static byte[] element(int count, OptionalLong next) {
    XmlWriter xml = new XmlWriter().start("om:" + NAME + "Response").namespace("om", NAMESPACE);
    xml.element("om:recordsCount", Integer.toString(count));
    xml.element("om:records", "cid:" + CONTENT_ID);
    next.ifPresent(second -> xml.element("om:nextRecordsFrom", Long.toString(second)));
    return xml.end().toByteArray();
  }
}
