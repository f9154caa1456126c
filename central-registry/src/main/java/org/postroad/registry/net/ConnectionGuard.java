// SPDX-License-Identifier: MIT

package org.postroad.registry.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.protocol.dispatch.PortLimits;

/** Counts connections and closes those beyond the limit before they cost a handshake. */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  private final AtomicInteger connections;
  private final PortLimits limits;

  ConnectionGuard(AtomicInteger connections, PortLimits limits) {
    this.connections = connections;
    this.limits = limits;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (connections.incrementAndGet() > limits.connections()) {
      var _ = context.close();
      return;
    }
    context.fireChannelActive();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connections.decrementAndGet();
    context.fireChannelInactive();
  }
}
