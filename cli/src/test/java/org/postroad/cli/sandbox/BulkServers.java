// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.stream.Stream;
import org.postroad.securityserver.ServerSettings;
import org.postroad.securityserver.messagelog.BodyLogging;
import org.postroad.securityserver.messagelog.MessageLogOptions;
import org.postroad.securityserver.messagelog.MessageLogOptions.Oversized;

/**
 * Two whole security servers in a process of their own, so that their memory can be bounded and
 * measured. Arguments: a directory, and the address of a {@link BulkService}. Prints the address of
 * the client port; then for every line it reads one line of figures; ends with its input.
 */
final class BulkServers {
  private static final long LOGGABLE = 1L << 20;

  private BulkServers() {}

  /**
   * What the two servers used so far.
   *
   * @param heap sum of the peaks of the heap's parts, in bytes
   * @param resident peak of the process's memory, in bytes
   * @param spooled peak of the bodies on the disk of both servers together, in bytes
   * @param left bytes of bodies that are still on disk
   */
  record Figures(long heap, long resident, long spooled, long left) {

    static Figures parse(String line) {
      Scanner numbers = new Scanner(line);
      return new Figures(
          numbers.nextLong(), numbers.nextLong(), numbers.nextLong(), numbers.nextLong());
    }

    String line() {
      return heap + " " + resident + " " + spooled + " " + left;
    }
  }

  /** Bodies beyond a megabyte are not logged, their digests are. */
  static ServerSettings settings() {
    return ServerSettings.DEFAULT.withLog(
        MessageLogOptions.DEFAULT.withBodies(BodyLogging.ALL, LOGGABLE, Oversized.KEEP_DIGESTS));
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    BulkServices services = new BulkServices(arguments[1]);
    PrintStream out = System.out;
    try (RunningSandbox running = new RunningSandbox(Path.of(arguments[0]), settings(), services);
        ScheduledExecutorService sampling = Executors.newSingleThreadScheduledExecutor();
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Spools spools = new Spools(running.home());
      var _ = sampling.scheduleWithFixedDelay(spools::sample, 0, 20, TimeUnit.MILLISECONDS);
      out.println(running.sandbox().consumerUrl());
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        spools.awaitEmpty();
        out.println(new Figures(heap(), resident(), spools.peak(), spools.sample()).line());
      }
    }
  }

  /** The bodies on the disk of both servers, seen from outside. */
  private static final class Spools {
    private final List<SpoolWatch> spools;
    private final LongAccumulator peak = new LongAccumulator(Long::max, 0);

    Spools(SandboxHome home) {
      spools = Topology.AGENCIES.stream().map(agency -> SpoolWatch.of(home, agency)).toList();
    }

    /** What they take now, in bytes. */
    long sample() {
      long now =
          spools.stream()
              .map(spool -> spool.directory().toFile().listFiles())
              .flatMap(files -> files == null ? Stream.empty() : Arrays.stream(files))
              .mapToLong(File::length)
              .sum();
      peak.accumulate(now);
      return now;
    }

    long peak() {
      return peak.get();
    }

    /** An exchange gives its bodies back after its caller has all of the response. */
    void awaitEmpty() throws IOException, InterruptedException {
      for (SpoolWatch spool : spools) {
        spool.awaitEmpty();
      }
    }
  }

  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
