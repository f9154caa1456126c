// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.protocol.transparency.CheckpointWitness;

/**
 * Serves the published configuration and the registry's witness over plain HTTP/1.1; everything
 * served is signed. One event loop thread copies files to sockets; what is asked of the witness
 * waits on virtual threads.
 */
public final class Distribution implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final EventLoopGroup loop;
  private final Channel channel;

  private Distribution(EventLoopGroup loop, Channel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  /**
   * Listens until closed.
   *
   * @param address with port 0 any free port is taken, see {@link #address}
   * @param root where the parts lie
   * @param witness of message logs, if there is one
   */
  public static Distribution open(
      InetSocketAddress address,
      DirectoryLookup directories,
      Path root,
      Optional<CheckpointWitness> witness,
      DistributionLimits limits,
      Clock clock) {
    var files = new PublishedFiles(directories, root);
    Optional<WitnessAnswers> answers = witness.map(WitnessAnswers::new);
    var connections = new AtomicInteger();
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel channel =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .option(ChannelOption.SO_REUSEADDR, true)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                      long patience = limits.writeTime().toMillis();
                      client
                          .pipeline()
                          .addLast(stalled(patience))
                          .addLast(new FileConnection(files, answers, limits, connections, clock));
                    }
                  })
              .bind(address)
              .syncUninterruptibly()
              .channel();
      return new Distribution(loop, channel);
    } catch (RuntimeException cannotBind) {
      var _ = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
      throw cannotBind;
    }
  }

  /** Notices a client that takes nothing of an answer any more, however long the answer. */
  private static IdleStateHandler stalled(long patience) {
    return new IdleStateHandler(true, 0, patience, 0, TimeUnit.MILLISECONDS);
  }

  /** The address really bound. */
  public InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  @Override
  public void close() {
    channel.close().syncUninterruptibly();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
