// SPDX-License-Identifier: MIT

package org.postroad.protocol.token;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;

/**
 * Asks a PKCS #11 library for what the JDK's provider does not tell: how many tries of a PIN are
 * left, and whether a token is there (C72).
 *
 * <p>The library is the one that the provider has loaded and initialised in this process, with
 * locking of its own; where it has not, nothing is known. No session is opened and nobody logs in.
 * Numbers are those of 64-bit Linux, where {@code CK_ULONG} has eight octets and structures have
 * their natural alignment.
 */
final class Cryptoki {
  private static final long OK = 0;
  private static final long NOT_INITIALIZED = 0x190;

  /** Places in {@code CK_FUNCTION_LIST}, counted from the pointer behind the version. */
  private static final int GET_SLOT_LIST = 4;

  private static final int GET_TOKEN_INFO = 6;
  private static final long FUNCTIONS = 8 + 8 * (GET_TOKEN_INFO + 1);

  /** {@code CK_TOKEN_INFO}. */
  private static final long INFO_BYTES = 208;

  private static final int LABEL = 0;
  private static final int LABEL_BYTES = 32;
  private static final int SERIAL = 80;
  private static final int SERIAL_BYTES = 16;
  private static final int FLAGS = 96;

  private static final FunctionDescriptor GETS_LIST = FunctionDescriptor.of(JAVA_LONG, ADDRESS);
  private static final FunctionDescriptor GETS_SLOTS =
      FunctionDescriptor.of(JAVA_LONG, JAVA_BYTE, ADDRESS, ADDRESS);
  private static final FunctionDescriptor GETS_TOKEN =
      FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS);

  private final Linker linker = Linker.nativeLinker();
  private final Arena arena;
  private final MemorySegment functions;

  private Cryptoki(Arena arena, SymbolLookup library) throws Throwable {
    this.arena = arena;
    MemorySegment place = arena.allocate(ADDRESS);
    MemorySegment function = library.findOrThrow("C_GetFunctionList");
    long returned = (long) linker.downcallHandle(function, GETS_LIST).invokeExact(place);
    if (returned != OK) {
      throw new IllegalStateException("C_GetFunctionList returned " + returned);
    }
    this.functions = place.get(ADDRESS, 0).reinterpret(FUNCTIONS);
  }

  /** What the library says now; this may wait for the device. */
  static TokenLook look(String library, HardwareTokenSlot slot) {
    try (Arena arena = Arena.ofConfined()) {
      return new Cryptoki(arena, SymbolLookup.libraryLookup(library, arena)).look(slot);
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      return new TokenLook.Unknown();
    }
  }

  private TokenLook look(HardwareTokenSlot slot) throws Throwable {
    return switch (slot) {
      case HardwareTokenSlot.Id(int number) -> look(number);
      case HardwareTokenSlot.Index(int place) -> lookAt(place);
    };
  }

  private TokenLook lookAt(int place) throws Throwable {
    MemorySegment count = arena.allocate(JAVA_LONG);
    long returned = slots(MemorySegment.NULL, count);
    if (returned != OK) {
      return absent(returned);
    }
    MemorySegment slots = arena.allocate(JAVA_LONG, Math.max(1, count.get(JAVA_LONG, 0)));
    returned = slots(slots, count);
    if (returned != OK || place >= count.get(JAVA_LONG, 0)) {
      return absent(returned);
    }
    return look(slots.getAtIndex(JAVA_LONG, place));
  }

  /** Of all slots, as the provider counts them. */
  private long slots(MemorySegment list, MemorySegment count) throws Throwable {
    return (long)
        linker
            .downcallHandle(function(GET_SLOT_LIST), GETS_SLOTS)
            .invokeExact((byte) 0, list, count);
  }

  private TokenLook look(long slot) throws Throwable {
    MemorySegment info = arena.allocate(INFO_BYTES, Long.BYTES);
    long returned =
        (long) linker.downcallHandle(function(GET_TOKEN_INFO), GETS_TOKEN).invokeExact(slot, info);
    return returned == OK
        ? new TokenLook.There(
            new TokenInformation(
                text(info, LABEL, LABEL_BYTES),
                text(info, SERIAL, SERIAL_BYTES),
                info.get(JAVA_LONG, FLAGS)))
        : absent(returned);
  }

  private static TokenLook absent(long returned) {
    return returned == NOT_INITIALIZED ? new TokenLook.Unknown() : new TokenLook.Away(returned);
  }

  private MemorySegment function(int place) {
    return functions.get(ADDRESS, 8 + 8L * place);
  }

  /** Padded with blanks. */
  private static String text(MemorySegment info, int from, int length) {
    byte[] bytes = info.asSlice(from, length).toArray(JAVA_BYTE);
    return new String(bytes, UTF_8).replace('\0', ' ').strip();
  }
}
