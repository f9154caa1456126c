// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Files that this process has mapped and only reads, for 64-bit Linux; on other systems there are
 * none. Pages of them that nobody looks at for now need not be held: whoever looks again gets them
 * from the cache of the operating system, some microseconds later, with the same content.
 *
 * <p>Only mappings are touched that cannot be written and none of whose pages was ever written:
 * what differs from the file would be lost. And the files must stay mapped as long as this is used,
 * so that nothing else comes to lie at an address between the look at it and the advice.
 */
final class MappedFiles {
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");

  /** {@code MADV_DONTNEED}. */
  private static final int DO_NOT_NEED = 4;

  private static final FunctionDescriptor ADVISES =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);

  /** What is told of a mapping that cannot be written before its file: from, to and others. */
  private static final Pattern READ_ONLY =
      Pattern.compile("([0-9a-f]+)-([0-9a-f]+) .-.. \\S+ \\S+ \\d+ +");

  private static final Pattern NEXT = Pattern.compile("^[0-9a-f]+-", Pattern.MULTILINE);
  private static final Pattern SIZE = Pattern.compile("(\\w+): +(\\d+) kB");

  private final Set<String> files;

  /**
   * Looks at nothing yet.
   *
   * @param files with their real paths
   */
  MappedFiles(Set<Path> files) {
    this.files = files.stream().map(Path::toString).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The ahead-of-time cache and the library of the virtual machine, both mapped until the end. A
   * start looks at nearly all of them, and a server that waits at a third. The cache has pages of
   * its own file only where it could be mapped at the address it was made for.
   */
  static MappedFiles ofVirtualMachine(HotSpotDiagnosticMXBean options) {
    return new MappedFiles(
        Stream.of(
                Path.of(options.getVMOption("AOTCache").getValue()),
                Path.of(System.getProperty("java.home"), "lib", "server", "libjvm.so"))
            .filter(Files::isRegularFile)
            .map(MappedFiles::realPath)
            .collect(Collectors.toUnmodifiableSet()));
  }

  private static Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException _) {
      return file;
    }
  }

  /**
   * Pages of a mapping.
   *
   * @param address of the first octet
   * @param length of the mapping, in octets
   * @param resident how many octets of it are held
   */
  record Pages(long address, long length, long resident) {}

  /**
   * Lets go of all their pages for now.
   *
   * @return how many octets were held and are no longer
   * @throws IOException when the system refuses to tell, or the advice
   */
  long letGo() throws IOException {
    if (!Files.isReadable(MAPPINGS)) {
      return 0;
    }
    MethodHandle madvise = madvise();
    long released = 0;
    for (Pages pages : unwritten()) {
      letGo(pages, madvise);
      released += pages.resident();
    }
    return released;
  }

  /** Made before anything is let go of, since to make it takes many classes. */
  private static MethodHandle madvise() {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow("madvise"), ADVISES);
  }

  private List<Pages> unwritten() throws IOException {
    return unwritten(new String(Files.readAllBytes(MAPPINGS), StandardCharsets.UTF_8));
  }

  /** Of what the system tells about the mappings of a process, the pages that may be let go of. */
  List<Pages> unwritten(String mappings) {
    List<Pages> pages = new ArrayList<>();
    for (String file : files) {
      String end = " " + file + "\n";
      for (int at = mappings.indexOf(end); at >= 0; at = mappings.indexOf(end, at + 1)) {
        int start = mappings.lastIndexOf('\n', at) + 1;
        Matcher mapping = READ_ONLY.matcher(mappings).region(start, at + 1);
        String sizes = sizes(mappings, at + end.length());
        if (mapping.matches() && octets("Anonymous", sizes) == 0) {
          long from = Long.parseUnsignedLong(mapping.group(1), 16);
          long to = Long.parseUnsignedLong(mapping.group(2), 16);
          pages.add(new Pages(from, to - from, octets("Rss", sizes)));
        }
      }
    }
    return pages;
  }

  /** The lines that tell of one mapping, up to the first of the next. */
  private static String sizes(String mappings, int start) {
    Matcher next = NEXT.matcher(mappings);
    return mappings.substring(start, next.find(start) ? next.start() : mappings.length());
  }

  /** A size, or -1 when it is not told. */
  private static long octets(String name, String sizes) {
    return sizes
        .lines()
        .map(SIZE::matcher)
        .filter(size -> size.matches() && size.group(1).equals(name))
        .mapToLong(size -> Long.parseLong(size.group(2)) << 10)
        .findFirst()
        .orElse(-1);
  }

  private static void letGo(Pages pages, MethodHandle madvise) throws IOException {
    int refused;
    try {
      MemorySegment first = MemorySegment.ofAddress(pages.address());
      refused = (int) madvise.invokeExact(first, pages.length(), DO_NOT_NEED);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("madvise cannot be called", e);
    }
    if (refused != 0) {
      throw new IOException("madvise refuses " + pages);
    }
  }
}
