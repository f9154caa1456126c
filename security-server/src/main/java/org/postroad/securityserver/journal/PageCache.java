// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * What the operating system keeps of files in memory, for 64-bit Linux, where {@code off_t} has
 * eight octets. Only advice is given: no content depends on it.
 */
final class PageCache {
  /** {@code O_RDONLY | O_CLOEXEC}. */
  private static final int READ_ONLY = 0x80000;

  /** {@code POSIX_FADV_DONTNEED}. */
  private static final int DO_NOT_NEED = 4;

  /** Of {@code open}: what follows the flags may be of any number and kind. */
  private static final int FIXED_ARGUMENTS = 2;

  private static final FunctionDescriptor OPENS =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT);
  private static final FunctionDescriptor ADVISES =
      FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
  private static final FunctionDescriptor CLOSES = FunctionDescriptor.of(JAVA_INT, JAVA_INT);

  private final Linker linker = Linker.nativeLinker();

  private PageCache() {}

  /** Whether there is anything to be asked here. */
  static boolean isKnown() {
    return System.getProperty("os.name").equals("Linux");
  }

  /**
   * Lets go of what is kept of a file. What was not forced yet may stay, and whoever reads the file
   * reads it from the disk.
   *
   * @throws IOException when the system refuses, in its own number
   */
  static void drop(Path file) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      new PageCache().drop(arena.allocateFrom(file.toString()));
    } catch (IOException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("page cache of " + file, e);
    }
  }

  private void drop(MemorySegment name) throws Throwable {
    MethodHandle open = function("open", OPENS, Linker.Option.firstVariadicArg(FIXED_ARGUMENTS));
    int descriptor = (int) open.invokeExact(name, READ_ONLY);
    if (descriptor < 0) {
      throw new IOException(name.getString(0) + " cannot be opened");
    }
    try {
      int refused =
          (int) function("posix_fadvise", ADVISES).invokeExact(descriptor, 0L, 0L, DO_NOT_NEED);
      if (refused != 0) {
        throw new IOException("posix_fadvise returned " + refused);
      }
    } finally {
      int _ = (int) function("close", CLOSES).invokeExact(descriptor);
    }
  }

  private MethodHandle function(
      String name, FunctionDescriptor descriptor, Linker.Option... options) {
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, options);
  }
}
