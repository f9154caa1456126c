// SPDX-License-Identifier: MIT
package org.postroad.registry.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An open TCP port with an event loop of its own. */
public final class ListeningPort implements AutoCloseable {
  private final EventLoopGroup loop;
  private final Channel channel;
  private final ChannelGroup taken;

  private ListeningPort(EventLoopGroup loop, Channel channel, ChannelGroup taken) {
    this.loop = loop;
    this.channel = channel;
    this.taken = taken;
  }

  /**
   * Listens until closed.
   *
   * @param address with port 0 any free port is taken, see {@link #address}
   * @param backlog connections that may wait to be taken
   * @param connections prepares each that comes
   */
  public static ListeningPort open(
      InetSocketAddress address, int backlog, ChannelInitializer<SocketChannel> connections) {
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ChannelGroup taken = new DefaultChannelGroup(loop.next(), true);
    try {
      Channel channel =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, backlog)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(new RememberConnections(taken, connections))
              .bind(address)
              .syncUninterruptibly()
              .channel();
      return new ListeningPort(loop, channel, taken);
    } catch (RuntimeException cannotBind) {
      var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw cannotBind;
    }
  }

  /** The address really bound. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Nobody waits for an answer that cannot come: connections that were taken are closed too. */
  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    taken.close().awaitUninterruptibly();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static final class RememberConnections extends ChannelInitializer<SocketChannel> {
    private final ChannelGroup taken;
    private final ChannelInitializer<SocketChannel> connections;

    RememberConnections(ChannelGroup taken, ChannelInitializer<SocketChannel> connections) {
      this.taken = taken;
      this.connections = connections;
    }

    @Override
    protected void initChannel(SocketChannel connection) {
      taken.add(connection);
      connection.pipeline().addLast(connections);
    }
  }
}
