// SPDX-License-Identifier: MIT

package org.postroad.securityserver.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import javax.net.ssl.SSLException;

/**
 * Closes a connection whose peer starts a second TLS handshake.
 *
 * <p>It reads only the heads of TLS records, which are never encrypted: {@code type(1) version(2)
 * length(2)}. Once the peer has sent change-cipher-spec (type 20), one more handshake record (type
 * 22) is due at most: Finished in TLS 1.2, the hello after a retry in TLS 1.3, where everything
 * else then travels as type 23. The JDK could be told the same by a system property only, for the
 * whole process.
 */
final class RenegotiationGuard extends ChannelInboundHandlerAdapter {
  private static final int HEAD = 5;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int HANDSHAKE = 22;

  private int headBytes;
  private int type;
  private int length;
  private int left;
  private boolean cipherChanged;
  private boolean finished;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (isAllowed(bytes)) {
      context.fireChannelRead(bytes);
      return;
    }
    bytes.release();
    context.fireExceptionCaught(new SSLException("the peer asked for a second TLS handshake"));
    var _ = context.close();
  }

  private boolean isAllowed(ByteBuf bytes) {
    int at = bytes.readerIndex();
    while (at < bytes.writerIndex()) {
      if (left > 0) {
        int skipped = Math.min(left, bytes.writerIndex() - at);
        left -= skipped;
        at += skipped;
      } else {
        head(bytes.getUnsignedByte(at++));
        if (headBytes == HEAD && !isAllowedRecord()) {
          return false;
        }
      }
    }
    return true;
  }

  private void head(int value) {
    if (headBytes == HEAD) {
      headBytes = 0;
    }
    if (headBytes == 0) {
      type = value;
    }
    length = (length << 8 | value) & 0xffff;
    headBytes++;
  }

  private boolean isAllowedRecord() {
    left = length;
    if (type == CHANGE_CIPHER_SPEC) {
      cipherChanged = true;
    }
    boolean second = type == HANDSHAKE && finished;
    finished |= type == HANDSHAKE && cipherChanged;
    return !second;
  }
}
