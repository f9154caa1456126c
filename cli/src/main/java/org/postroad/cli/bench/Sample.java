// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a process has used so far.
 *
 * @param cpuNanos processor time of all its threads
 * @param collectionMillis time spent in garbage collections
 * @param heapBytes heap in use
 * @param residentBytes memory of the process, 0 where the system does not tell
 */
record Sample(long cpuNanos, long collectionMillis, long heapBytes, long residentBytes) {

  private static final Path STATUS = Path.of("/proc/self/status");

  /** Of this process. */
  static Sample taken() {
    Runtime runtime = Runtime.getRuntime();
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return new Sample(
        system.getProcessCpuTime(),
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum(),
        runtime.totalMemory() - runtime.freeMemory(),
        resident());
  }

  private static long resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException _) {
      return 0;
    }
  }

  /** One line of numbers, as a child process writes it. */
  String toLine() {
    return cpuNanos + " " + collectionMillis + " " + heapBytes + " " + residentBytes;
  }

  static Sample ofLine(String line) {
    List<Long> numbers = Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    return new Sample(numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3));
  }
}
