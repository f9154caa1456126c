// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.signer.SignatureCount;

/**
 * What a process has used so far.
 *
 * @param cpuNanos processor time of all its threads
 * @param compilationMillis time its compilers have spent
 * @param collectionMillis time spent in garbage collections
 * @param heapBytes heap in use
 * @param residentBytes memory of the process, 0 where the system does not tell
 * @param signing how often its signing keys were used
 */
record Sample(
    long cpuNanos,
    long compilationMillis,
    long collectionMillis,
    long heapBytes,
    long residentBytes,
    Signing signing) {

  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * How often signing keys were used.
   *
   * @param messages that were signed
   * @param operations of keys that it took
   */
  record Signing(long messages, long operations) {
    static final Signing NONE = new Signing(0, 0);

    static Signing of(SignatureCount count) {
      return new Signing(count.messages(), count.operations());
    }

    Signing plus(Signing other) {
      return new Signing(messages + other.messages, operations + other.operations);
    }

    Signing minus(Signing earlier) {
      return new Signing(messages - earlier.messages, operations - earlier.operations);
    }

    /** Nothing while no key was used. */
    Optional<Double> messagesPerOperation() {
      return operations == 0 ? Optional.empty() : Optional.of((double) messages / operations);
    }
  }

  /** Of this process. */
  static Sample taken(Signing signing) {
    Runtime runtime = Runtime.getRuntime();
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    return new Sample(
        system.getProcessCpuTime(),
        compilers.isCompilationTimeMonitoringSupported() ? compilers.getTotalCompilationTime() : 0,
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(GarbageCollectorMXBean::getCollectionTime)
            .sum(),
        runtime.totalMemory() - runtime.freeMemory(),
        resident(),
        signing);
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

  /** Of two processes: what was used is added up, memory is that of the larger one. */
  Sample with(Sample other) {
    return new Sample(
        cpuNanos + other.cpuNanos,
        compilationMillis + other.compilationMillis,
        collectionMillis + other.collectionMillis,
        Math.max(heapBytes, other.heapBytes),
        Math.max(residentBytes, other.residentBytes),
        signing.plus(other.signing));
  }

  /** One line of numbers, as a child process writes it. */
  String toLine() {
    return cpuNanos
        + " "
        + compilationMillis
        + " "
        + collectionMillis
        + " "
        + heapBytes
        + " "
        + residentBytes
        + " "
        + signing.messages()
        + " "
        + signing.operations();
  }

  static Sample ofLine(String line) {
    List<Long> numbers = Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
    return new Sample(
        numbers.get(0),
        numbers.get(1),
        numbers.get(2),
        numbers.get(3),
        numbers.get(4),
        new Signing(numbers.get(5), numbers.get(6)));
  }
}
