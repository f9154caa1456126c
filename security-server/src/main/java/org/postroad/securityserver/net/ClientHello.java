// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import java.util.Set;

/**
 * Whether the native engine can serve a client, read from its hello (RFC 8446, 4.1.2):
 *
 * <pre>
 *   version(2) random(32) session(1+n) suites(2+n) compressions(1+n) extensions(2+n)
 *   extension: type(2) length(2) data
 * </pre>
 *
 * <p>It can when TLS 1.3 is offered with a group it knows. Anything else, malformed hellos
 * included, is for the JDK, which also says what is wrong with them.
 */
final class ClientHello {
  private static final int VERSION_AND_RANDOM = 34;
  private static final int SUPPORTED_GROUPS = 10;
  private static final int SUPPORTED_VERSIONS = 43;
  private static final int TLS_13 = 0x0304;

  /** X25519MLKEM768, x25519, secp256r1 and secp384r1: {@link NativeTls#GROUPS}. */
  private static final Set<Integer> GROUPS = Set.of(4588, 29, 23, 24);

  private ClientHello() {}

  static boolean suitsNativeEngine(ByteBuf hello) {
    ByteBuf in = hello.duplicate();
    try {
      in.skipBytes(VERSION_AND_RANDOM);
      in.skipBytes(in.readUnsignedByte());
      in.skipBytes(in.readUnsignedShort());
      in.skipBytes(in.readUnsignedByte());
      return suits(in.readSlice(in.readUnsignedShort()));
    } catch (IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static boolean suits(ByteBuf extensions) {
    boolean version = false;
    boolean group = false;
    while (extensions.isReadable()) {
      int type = extensions.readUnsignedShort();
      ByteBuf data = extensions.readSlice(extensions.readUnsignedShort());
      if (type == SUPPORTED_VERSIONS) {
        version = hasAny(data.readSlice(data.readUnsignedByte()), Set.of(TLS_13));
      } else if (type == SUPPORTED_GROUPS) {
        group = hasAny(data.readSlice(data.readUnsignedShort()), GROUPS);
      }
    }
    return version && group;
  }

  private static boolean hasAny(ByteBuf numbers, Set<Integer> wanted) {
    boolean found = false;
    while (numbers.isReadable()) {
      found |= wanted.contains(numbers.readUnsignedShort());
    }
    return found;
  }
}
