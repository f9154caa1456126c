// SPDX-License-Identifier: MIT
package org.postroad.securityserver.journal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;

/** Asks {@code mincore} what of a file the operating system keeps in memory. */
final class ResidentPages {
  private static final FunctionDescriptor SIZES = FunctionDescriptor.of(JAVA_INT);
  private static final FunctionDescriptor LOOKS =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS);

  private ResidentPages() {}

  /** How many bytes of a file of whole pages are in memory. To ask brings none there. */
  static long bytes(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      long length = mapped.byteSize();
      int page = (int) function("getpagesize", SIZES).invokeExact();
      MemorySegment pages = arena.allocate(Math.ceilDiv(length, page));
      int refused = (int) function("mincore", LOOKS).invokeExact(mapped, length, pages);
      if (refused != 0) {
        throw new IOException("mincore refuses " + file);
      }
      return page * pages.elements(JAVA_BYTE).filter(ResidentPages::isResident).count();
    } catch (IOException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException("what is in memory of " + file, e);
    }
  }

  private static boolean isResident(MemorySegment page) {
    return (page.get(JAVA_BYTE, 0) & 1) == 1;
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    Linker linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }
}
