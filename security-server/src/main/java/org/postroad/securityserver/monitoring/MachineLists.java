// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Processes and packages of this machine (G-036). */
final class MachineLists {
  private static final Path PACKAGES = Path.of("/var/lib/dpkg/status");
  private static final Path PROCESSES = Path.of("/proc");
  private static final int PAGE_KIB = 4;

  private MachineLists() {}

  static Metric processes(Instant now) {
    return new Metric.MetricSet("Processes", processes(_ -> true, now));
  }

  /** Those of this product, under the name that the reference gives them, blank included. */
  static Metric ownProcesses(Instant now) {
    return new Metric.MetricSet(
        "Xroad Processes",
        processes(
            process ->
                process.pid() == ProcessHandle.current().pid()
                    || process
                        .info()
                        .commandLine()
                        .filter(line -> line.contains("org.postroad."))
                        .isPresent(),
            now));
  }

  private static List<Metric> processes(Predicate<ProcessHandle> wanted, Instant now) {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(wanted).map(process -> process(process, now)).toList();
    }
  }

  private static Metric process(ProcessHandle process, Instant now) {
    ProcessHandle.Info info = process.info();
    String pid = Long.toString(process.pid());
    List<Metric> of = new ArrayList<>();
    of.add(new Metric.Text("processId", pid));
    of.add(new Metric.Text("command", info.command().orElse("")));
    of.add(new Metric.Text("cpuLoad", load(info, now)));
    of.add(new Metric.Text("memUsed", memory(pid)));
    of.add(new Metric.Text("startTime", info.startInstant().map(Instant::toString).orElse("")));
    of.add(new Metric.Text("userId", info.user().orElse("")));
    return new Metric.MetricSet(pid, of);
  }

  /** Its share of one processor since its start, in per cent; empty where nobody tells. */
  private static String load(ProcessHandle.Info info, Instant now) {
    return info.startInstant()
        .map(start -> Duration.between(start, now).toMillis())
        .filter(alive -> alive > 0)
        .flatMap(alive -> info.totalCpuDuration().map(used -> 100.0 * used.toMillis() / alive))
        .map(share -> String.format(Locale.ROOT, "%.1f", share))
        .orElse("");
  }

  /** Resident, in KiB; empty where the system does not tell. */
  private static String memory(String pid) {
    try {
      String[] pages =
          Files.readString(PROCESSES.resolve(pid).resolve("statm"), StandardCharsets.US_ASCII)
              .split(" ", -1);
      return Long.toString(PAGE_KIB * Long.parseLong(pages[1]));
    } catch (IOException | RuntimeException unknown) {
      return "";
    }
  }

  /** What the package manager has installed; empty where there is none that is known. */
  static Metric packages() {
    return new Metric.MetricSet("Packages", packages(PACKAGES));
  }

  static List<Metric> packages(Path status) {
    List<Metric> out = new ArrayList<>();
    try (BufferedReader lines = Files.newBufferedReader(status)) {
      String name = "";
      boolean installed = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("package: ")) {
          name = line.substring(9);
        } else if (lower.startsWith("status: ")) {
          installed = line.endsWith(" installed");
        } else if (lower.startsWith("version: ") && installed) {
          out.add(new Metric.Text(name, line.substring(9)));
        }
      }
    } catch (IOException unknown) {
      return List.of();
    }
    return out;
  }
}
