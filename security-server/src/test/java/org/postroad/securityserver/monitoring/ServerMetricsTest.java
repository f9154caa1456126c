// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.identifier.ClientId;
import org.postroad.protocol.identifier.ServiceId;
import org.postroad.protocol.message.SoapMessage;
import org.postroad.protocol.xml.XmlElement;
import org.postroad.securityserver.conf.Configuration;
import org.postroad.securityserver.testing.TestInstance;
import org.postroad.securityserver.testing.TestMessages;
import org.postroad.testing.StandingClock;
import org.postroad.testing.TestAuthority;

/** What is told of the machine (G-033 to G-038). */
final class ServerMetricsTest {
  private static final ClientId OWNER = TestInstance.PROVIDER.member();

  @TempDir Path directory;
  private final TestInstance instance = new TestInstance();
  private final StandingClock clock = new StandingClock(TestAuthority.NOW);

  private XmlElement ask(ClientId caller, boolean limited, String... fields) {
    String spec =
        fields.length == 0
            ? ""
            : List.of(fields).stream()
                .map(field -> "<m:outputField>" + field + "</m:outputField>")
                .collect(Collectors.joining("", "<m:outputSpec>", "</m:outputSpec>"));
    SoapMessage request = request(caller, spec);
    ServerMetrics metrics =
        new ServerMetrics(
            new MachineMetrics(directory, clock),
            () ->
                List.of(
                    new KnownCertificate(
                        instance.providerKey().certificate(), KnownCertificate.Type.AUTH, true)),
            limited);
    return XmlElement.parse(metrics.answer(request, instance.atProvider(List.of())).element())
        .required(Metric.NAMESPACE, "metricSet");
  }

  private static SoapMessage request(ClientId caller, String spec) {
    byte[] body =
        ("<m:getSecurityServerMetrics xmlns:m=\"http://x-road.eu/xsd/monitoring\">"
                + spec
                + "</m:getSecurityServerMetrics>")
            .getBytes(UTF_8);
    return SoapMessage.parse(
        TestMessages.envelope(caller, ServiceId.of(OWNER, "getSecurityServerMetrics"), body));
  }

  private static String name(XmlElement metric) {
    return metric.requiredText(Metric.NAMESPACE, "name");
  }

  private static Set<String> names(XmlElement set) {
    return set.children().stream()
        .filter(child -> !child.is(Metric.NAMESPACE, "name"))
        .map(ServerMetricsTest::name)
        .collect(Collectors.toSet());
  }

  private static XmlElement inside(XmlElement set, String name) {
    return set.children().stream()
        .filter(child -> !child.is(Metric.NAMESPACE, "name"))
        .filter(child -> name(child).equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everythingIsToldToWhoeverMayKnowIt() {
    XmlElement all = ask(OWNER, false);
    assertEquals(TestInstance.PROVIDER_SERVER.text(), name(all));
    assertEquals(Set.of("proxyVersion", "systemMetrics"), names(all));
    assertEquals(
        Set.of(
            "OperatingSystem",
            "TotalPhysicalMemory",
            "FreePhysicalMemory",
            "TotalSwapSpace",
            "FreeSwapSpace",
            "OpenFileDescriptorCount",
            "MaxFileDescriptorCount",
            "CommittedVirtualMemory",
            "SystemCpuLoad",
            "DiskSpaceFree_/",
            "DiskSpaceTotal_/",
            "Processes",
            "Xroad Processes",
            "Packages",
            "Certificates"),
        names(inside(all, "systemMetrics")));
  }

  @Test
  void onlyWhatIsAskedForIsToldByItsExactName() {
    XmlElement few = ask(OWNER, false, "TotalPhysicalMemory", "freeswapspace");
    assertEquals(Set.of("systemMetrics"), names(few));
    XmlElement system = inside(few, "systemMetrics");
    assertEquals(Set.of("TotalPhysicalMemory"), names(system));
    XmlElement total = inside(system, "TotalPhysicalMemory");
    assertEquals("numericMetric", total.name().getLocalPart());
    assertTrue(new BigDecimal(total.requiredText(Metric.NAMESPACE, "value")).signum() > 0);
  }

  @Test
  void othersSeeThreeNamesWhereTheServerIsToldSo() {
    XmlElement remote = ask(TestInstance.CALLER, true);
    assertEquals(Set.of("proxyVersion", "systemMetrics"), names(remote));
    assertEquals(Set.of("OperatingSystem", "Certificates"), names(inside(remote, "systemMetrics")));
    assertTrue(names(inside(ask(OWNER, true), "systemMetrics")).contains("Processes"));
  }

  @Test
  void aCertificateIsNamedByItsDigest() {
    String sha1 = Certificates.sha1Hex(instance.providerKey().certificate());
    XmlElement certificates =
        inside(inside(ask(OWNER, false, "Certificates"), "systemMetrics"), "Certificates");
    XmlElement one = inside(certificates, "certificate-" + sha1);
    assertEquals(
        Set.of("sha1Hash", "notBefore", "notAfter", "certificateType", "active"), names(one));
    assertEquals("AUTH", inside(one, "certificateType").requiredText(Metric.NAMESPACE, "value"));
  }

  @Test
  void thisProcessIsAmongThoseOfTheProduct() {
    XmlElement processes =
        inside(inside(ask(OWNER, false, "Xroad Processes"), "systemMetrics"), "Xroad Processes");
    XmlElement own = inside(processes, Long.toString(ProcessHandle.current().pid()));
    assertEquals(
        Set.of("processId", "command", "cpuLoad", "memUsed", "startTime", "userId"), names(own));
  }

  @Test
  void theLoadOfAProcessIsItsShareSinceItsStart() {
    Instant start = ProcessHandle.current().info().startInstant().orElseThrow();
    Duration used = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    clock.set(start.plus(Duration.ofDays(1)));
    XmlElement own =
        inside(
            inside(
                inside(ask(OWNER, false, "Xroad Processes"), "systemMetrics"), "Xroad Processes"),
            Long.toString(ProcessHandle.current().pid()));
    XmlElement load = inside(own, "cpuLoad");
    double told = Double.parseDouble(load.requiredText(Metric.NAMESPACE, "value"));
    double share = 100.0 * used.toMillis() / Duration.ofDays(1).toMillis();
    assertTrue(told >= share - 0.05 && told < 100, told + " of " + share);
  }

  @Test
  void aHistogramIsOfTheLastMinute() {
    MachineMetrics machine = new MachineMetrics(directory, clock);
    machine.look();
    clock.move(Duration.ofSeconds(90));
    machine.look();
    Metric.Histogram memory =
        machine.metrics().stream()
            .filter(metric -> metric.name().equals("FreePhysicalMemory"))
            .map(Metric.Histogram.class::cast)
            .findFirst()
            .orElseThrow();
    assertEquals(1, memory.values().count());
    assertEquals(clock.instant(), memory.updated());
    assertEquals(memory.values().max(), memory.median());
  }

  @Test
  void disksAreLookedAtOnceAMinuteAndListsEachTime() {
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger lists = new AtomicInteger();
    MachineMetrics machine =
        new MachineMetrics(
            () -> List.of(Metric.of("DiskSpaceFree_/", "" + looks.incrementAndGet())), clock);
    ServerMetrics metrics =
        new ServerMetrics(
            machine,
            () -> {
              lists.incrementAndGet();
              return List.of();
            },
            false);
    SoapMessage request = request(OWNER, "");
    Configuration current = instance.atProvider(List.of());
    for (int second = 0; second < 61; second += 20) {
      MonitoringAnswer _ = metrics.answer(request, current);
      clock.move(Duration.ofSeconds(20));
    }
    assertEquals(1, looks.get());
    assertEquals(4, lists.get());
    clock.move(Duration.ofSeconds(1));
    MonitoringAnswer _ = metrics.answer(request, current);
    assertEquals(2, looks.get());
  }

  @Test
  void whatLooksLikeANumberIsOne() {
    assertEquals(new Metric.Numeric("v", new BigDecimal("7.8")), Metric.of("v", "7.8"));
    assertEquals(new Metric.Text("v", "7.8.1"), Metric.of("v", "7.8.1"));
  }

  @Test
  void packagesThatAreInstalledAreListed() throws IOException {
    Path status = directory.resolve("status");
    Files.writeString(
        status,
        """
        Package: alpha
        Status: install ok installed
        Version: 1.0-2

        Package: beta
        Status: deinstall ok config-files
        Version: 2.0
        """);
    assertEquals(List.of(new Metric.Text("alpha", "1.0-2")), MachineLists.packages(status));
    assertEquals(List.of(), MachineLists.packages(directory.resolve("none")));
  }
}
