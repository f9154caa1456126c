// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.transport.ProxyVersion;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.protocol.xml.XmlWriter;
import org.postroad.securityserver.conf.Configuration;

/** Answers {@code getSecurityServerMetrics} (G-029 to G-038). */
final class ServerMetrics {
  private static final String NAME = "getSecurityServerMetrics";
  private static final Set<String> FOR_OTHERS =
      Set.of("proxyVersion", "OperatingSystem", "Certificates");

  private final MachineMetrics machine;
  private final Supplier<List<KnownCertificate>> certificates;
  private final boolean limited;

  /**
   * Asks when it is asked.
   *
   * @param limited whether all but the owner see only a few metrics (G-037)
   */
  ServerMetrics(
      MachineMetrics machine, Supplier<List<KnownCertificate>> certificates, boolean limited) {
    this.machine = machine;
    this.certificates = certificates;
    this.limited = limited;
  }

  MonitoringAnswer answer(SoapMessage request, Configuration configuration) {
    XmlElement asked = QueryXml.root(request.body(), Metric.NAMESPACE, NAME);
    QueryXml.requireOnly(asked, Metric.NAMESPACE, "outputSpec");
    Set<String> wanted = new HashSet<>();
    asked
        .child(Metric.NAMESPACE, "outputSpec")
        .ifPresent(spec -> {
          QueryXml.requireOnly(spec, Metric.NAMESPACE, "outputField");
          spec.children().forEach(field -> wanted.add(field.textOnly()));
        });
    boolean owner = request.client().equals(configuration.server().id().owner());
    XmlWriter xml =
        new XmlWriter().start("m:" + NAME + "Response").namespace("m", Metric.NAMESPACE);
    all(configuration, wanted, limited && !owner).write(xml);
    return MonitoringAnswer.of(xml.end().toByteArray());
  }

  private Metric all(Configuration configuration, Set<String> wanted, boolean few) {
    List<Metric> top = new ArrayList<>();
    if (isTold("proxyVersion", wanted, few)) {
      top.add(new Metric.Text("proxyVersion", ProxyVersion.SPOKEN.text()));
    }
    List<Metric> system = new ArrayList<>();
    for (Metric metric : machine.metrics()) {
      if (isTold(metric.name(), wanted, few)) {
        system.add(metric);
      }
    }
    addList("Processes", () -> MachineLists.processes(machine.now()), wanted, few, system);
    addList("Xroad Processes", () -> MachineLists.ownProcesses(machine.now()), wanted, few, system);
    addList("Packages", MachineLists::packages, wanted, few, system);
    addList("Certificates", this::certificates, wanted, few, system);
    top.add(new Metric.MetricSet("systemMetrics", system));
    return new Metric.MetricSet(configuration.server().id().text(), top);
  }

  /** What costs something is not looked for unless it is wanted. */
  private static void addList(
      String name, Supplier<Metric> list, Set<String> wanted, boolean few, List<Metric> out) {
    if (isTold(name, wanted, few)) {
      out.add(list.get());
    }
  }

  private static boolean isTold(String name, Set<String> wanted, boolean few) {
    return (wanted.isEmpty() || wanted.contains(name)) && (!few || FOR_OTHERS.contains(name));
  }

  private Metric certificates() {
    return new Metric.MetricSet(
        "Certificates", certificates.get().stream().map(ServerMetrics::certificate).toList());
  }

  private static Metric certificate(KnownCertificate known) {
    String sha1 = Certificates.sha1Hex(known.certificate());
    return new Metric.MetricSet(
        "certificate-" + sha1,
        List.of(
            new Metric.Text("sha1Hash", sha1),
            new Metric.Text("notBefore", known.certificate().getNotBefore().toInstant().toString()),
            new Metric.Text("notAfter", known.certificate().getNotAfter().toInstant().toString()),
            new Metric.Text("certificateType", known.type().name()),
            new Metric.Text("active", Boolean.toString(known.active()))));
  }
}
