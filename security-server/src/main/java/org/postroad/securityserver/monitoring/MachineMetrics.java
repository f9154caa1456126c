// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Memory, load, files and disks of this machine (G-034, G-038). What changes quickly is looked at
 * every five seconds and told as the distribution of the last minute, disks are looked at when
 * asked, once a minute at most.
 */
final class MachineMetrics {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** What was seen at one look. */
  private record Look(
      Instant at, long freeMemory, long freeSwap, long openFiles, long virtualMemory, long load) {}

  private final Supplier<List<Metric>> disk;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();

  @GuardedBy("lock")
  private final Deque<Look> looks = new ArrayDeque<>();

  @GuardedBy("lock")
  private List<Metric> disks = List.of();

  @GuardedBy("lock")
  private Instant disksSeen = Instant.EPOCH;

  /**
   * Has not looked yet.
   *
   * @param disk a path on the disk that matters
   */
  MachineMetrics(Path disk, Clock clock) {
    this(() -> readDisk(disk), clock);
  }

  MachineMetrics(Supplier<List<Metric>> disk, Clock clock) {
    this.disk = disk;
    this.clock = clock;
  }

  Instant now() {
    return clock.instant();
  }

  /** Takes one look. */
  void look() {
    OperatingSystemMXBean system = system();
    long openFiles =
        system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0;
    Instant now = clock.instant();
    Look look =
        new Look(
            now,
            system.getFreeMemorySize(),
            system.getFreeSwapSpaceSize(),
            openFiles,
            system.getCommittedVirtualMemorySize(),
            Math.round(100 * Math.max(0, system.getCpuLoad())));
    lock.lock();
    try {
      looks.addLast(look);
      while (looks.getFirst().at().isBefore(now.minus(MINUTE))) {
        looks.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  List<Metric> metrics() {
    if (seen().isEmpty()) {
      look();
    }
    List<Look> seen = seen();
    OperatingSystemMXBean system = system();
    List<Metric> out = new ArrayList<>();
    out.add(histogram("CommittedVirtualMemory", seen, Look::virtualMemory));
    out.addAll(disks());
    out.add(histogram("FreePhysicalMemory", seen, Look::freeMemory));
    out.add(histogram("FreeSwapSpace", seen, Look::freeSwap));
    if (system instanceof UnixOperatingSystemMXBean unix) {
      out.add(Metric.of("MaxFileDescriptorCount", Long.toString(unix.getMaxFileDescriptorCount())));
    }
    out.add(histogram("OpenFileDescriptorCount", seen, Look::openFiles));
    out.add(
        new Metric.Text(
            "OperatingSystem", "%s version %s".formatted(system.getName(), system.getVersion())));
    out.add(histogram("SystemCpuLoad", seen, Look::load));
    out.add(Metric.of("TotalPhysicalMemory", Long.toString(system.getTotalMemorySize())));
    out.add(Metric.of("TotalSwapSpace", Long.toString(system.getTotalSwapSpaceSize())));
    return out;
  }

  private List<Look> seen() {
    lock.lock();
    try {
      return List.copyOf(looks);
    } finally {
      lock.unlock();
    }
  }

  private List<Metric> disks() {
    Instant now = clock.instant();
    lock.lock();
    try {
      if (now.isAfter(disksSeen.plus(MINUTE))) {
        disks = disk.get();
        disksSeen = now;
      }
      return disks;
    } finally {
      lock.unlock();
    }
  }

  private static List<Metric> readDisk(Path disk) {
    try {
      FileStore store = Files.getFileStore(disk);
      return List.of(
          Metric.of("DiskSpaceFree_/", Long.toString(store.getUsableSpace())),
          Metric.of("DiskSpaceTotal_/", Long.toString(store.getTotalSpace())));
    } catch (IOException unknown) {
      return List.of();
    }
  }

  private static OperatingSystemMXBean system() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  }

  private static Metric histogram(String name, List<Look> looks, ToLongFunction<Look> value) {
    long[] sorted = looks.stream().mapToLong(value).sorted().toArray();
    Summary summary = Summary.NONE;
    for (long each : sorted) {
      summary = summary.with(each);
    }
    return new Metric.Histogram(name, looks.getLast().at(), summary, sorted[sorted.length / 2]);
  }
}
