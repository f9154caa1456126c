// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.postroad.protocol.identifier.ServiceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health data as management beans, under the names that tools of the reference look for (G-027,
 * G-028): {@code metrics:name=requestDuration(EE/GOV/1/sub/code/v1)}. A service has its beans from
 * its first call on.
 */
final class HealthBeans implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HealthBeans.class);

  private final MBeanServer server;
  private final Set<ObjectName> registered = ConcurrentHashMap.newKeySet();

  HealthBeans() {
    this(ManagementFactory.getPlatformMBeanServer());
  }

  HealthBeans(MBeanServer server) {
    this.server = server;
  }

  /** The beans of all services together. */
  void addServer(Instant start) {
    register("monitoringStartupTimestamp", ReadOnlyBean.of("Value", start::toEpochMilli));
    register(
        "statisticsPeriodSeconds",
        ReadOnlyBean.of("Value", MonitoringSettings.STATISTICS::toSeconds));
  }

  void addService(ServiceId id, Supplier<ServiceHealth.Report> health) {
    String of = "(" + escaped(id) + ")";
    register(
        "lastSuccessfulRequestTimestamp" + of,
        ReadOnlyBean.of(
            "Value", () -> health.get().lastGood().map(Instant::toEpochMilli).orElse(0L)));
    register(
        "lastUnsuccessfulRequestTimestamp" + of,
        ReadOnlyBean.of(
            "Value", () -> health.get().lastBad().map(Instant::toEpochMilli).orElse(0L)));
    register("serviceType" + of, ReadOnlyBean.of("Value", () -> health.get().type().orElse("")));
    register("successfulRequestCount" + of, ReadOnlyBean.of("Count", () -> health.get().good()));
    register("unsuccessfulRequestCount" + of, ReadOnlyBean.of("Count", () -> health.get().bad()));
    register("requestDuration" + of, histogram(() -> health.get().duration()));
    register("requestSize" + of, histogram(() -> health.get().request()));
    register("responseSize" + of, histogram(() -> health.get().response()));
  }

  private static ReadOnlyBean histogram(Supplier<Summary> summary) {
    return new ReadOnlyBean(
        Map.of(
            "Count", () -> summary.get().count(),
            "Min", () -> summary.get().count() == 0 ? 0L : summary.get().min(),
            "Max", () -> summary.get().count() == 0 ? 0L : summary.get().max(),
            "Mean", () -> summary.get().mean(),
            "StdDev", () -> summary.get().deviation()));
  }

  private void register(String metric, ReadOnlyBean bean) {
    try {
      ObjectName name = new ObjectName("metrics:name=" + metric);
      server.registerMBean(bean, name);
      registered.add(name);
    } catch (InstanceAlreadyExistsException another) {
      LOG.debug("another server of this process has the bean {}", metric);
    } catch (JMException failure) {
      LOG.warn("no management bean {}", metric, failure);
    }
  }

  /** Parts joined by slashes, an empty one where there is no subsystem. */
  static String escaped(ServiceId id) {
    List<String> parts = new ArrayList<>();
    parts.add(id.owner().instance());
    parts.add(id.owner().memberClass());
    parts.add(id.owner().memberCode());
    parts.add(id.owner().subsystemCode().orElse(""));
    parts.add(id.serviceCode());
    id.serviceVersion().ifPresent(parts::add);
    return String.join("/", parts.stream().map(HealthBeans::escaped).toList());
  }

  /** What has a meaning in names of beans, of metrics or in XML becomes a character reference. */
  private static String escaped(String part) {
    StringBuilder out = new StringBuilder(part.length());
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '/', '.', ' ', ',', '(', ')', '[', ']', '{', '}', '\\', '\'', '*', '?', '=', ':' ->
            out.append("&#").append((int) c).append(';');
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  @Override
  public void close() {
    for (ObjectName name : registered) {
      try {
        server.unregisterMBean(name);
      } catch (JMException gone) {
        LOG.debug("bean {} was gone", name);
      }
    }
  }
}
