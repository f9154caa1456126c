// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.postroad.protocol.xml.XmlWriter;

/** One metric of the environment as it is told (G-033 to G-036). */
sealed interface Metric {
  String NAMESPACE = "http://x-road.eu/xsd/monitoring";

  String name();

  /** Appends the element; its prefix is {@code m}. */
  void write(XmlWriter xml);

  record Numeric(String name, BigDecimal value) implements Metric {
    @Override
    public void write(XmlWriter xml) {
      xml.start("m:numericMetric").element("m:name", name);
      xml.element("m:value", value.toPlainString()).end();
    }
  }

  record Text(String name, String value) implements Metric {
    @Override
    public void write(XmlWriter xml) {
      xml.start("m:stringMetric").element("m:name", name).element("m:value", value).end();
    }
  }

  /** Of the values of the last minute. */
  record Histogram(String name, Instant updated, Summary values, long median) implements Metric {
    @Override
    public void write(XmlWriter xml) {
      xml.start("m:histogramMetric").element("m:name", name);
      xml.element("m:updated", updated.toString());
      xml.element("m:min", Long.toString(values.min()));
      xml.element("m:max", Long.toString(values.max()));
      xml.element("m:mean", BigDecimal.valueOf(values.mean()).toPlainString());
      xml.element("m:median", Long.toString(median));
      xml.element("m:stddev", BigDecimal.valueOf(values.deviation()).toPlainString()).end();
    }
  }

  record MetricSet(String name, List<Metric> metrics) implements Metric {
    public MetricSet {
      metrics = List.copyOf(metrics);
    }

    @Override
    public void write(XmlWriter xml) {
      xml.start("m:metricSet").element("m:name", name);
      metrics.forEach(metric -> metric.write(xml));
      xml.end();
    }
  }

  /** Numeric if the value is a number, as the reference tells it (G-035). */
  static Metric of(String name, String value) {
    try {
      return new Numeric(name, new BigDecimal(value));
    } catch (NumberFormatException text) {
      return new Text(name, value);
    }
  }
}
