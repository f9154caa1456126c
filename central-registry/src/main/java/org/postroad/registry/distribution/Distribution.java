// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.stream.ChunkedWriteHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.postroad.protocol.dispatch.RequestRate;
import org.postroad.protocol.transparency.CheckpointWitness;
import org.postroad.registry.net.ListeningPort;
import org.postroad.registry.net.PortTls;

/**
 * Serves the published configuration and the registry's witness over HTTP/1.1, plain or inside TLS
 * (A20); all of the configuration is signed. One event loop thread copies files to sockets; what is
 * made when it is asked for waits on virtual threads.
 */
public final class Distribution implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final ListeningPort listening;

  private Distribution(ListeningPort listening) {
    this.listening = listening;
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
    var content = new Content(directories, root, witness, Optional.empty());
    return open(address, Optional.empty(), content, limits, clock);
  }

  /**
   * The same, inside TLS where that is given, and with whatever else may be asked.
   *
   * @param tls by which clients that insist on a certificate know the registry
   */
  public static Distribution open(
      InetSocketAddress address,
      Optional<PortTls> tls,
      Content content,
      DistributionLimits limits,
      Clock clock) {
    var files = new PublishedFiles(content.directories(), content.root());
    List<Answers> answers = answers(content, limits, clock);
    var connections = new AtomicInteger();
    return new Distribution(
        ListeningPort.open(
            address,
            BACKLOG,
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(SocketChannel client) {
                client.pipeline().addLast(stalled(limits.writeTime().toMillis()));
                tls.ifPresent(secured -> secure(client, secured.context(), limits));
                client
                    .pipeline()
                    .addLast(
                        new FileConnection(
                            files, answers, fileBody(tls), limits, connections, clock));
              }
            }));
  }

  private static List<Answers> answers(Content content, DistributionLimits limits, Clock clock) {
    var rate = new RequestRate(limits.apiRequestsPerMinute(), Duration.ofMinutes(1));
    Optional<Answers> witness = content.witness().map(WitnessAnswers::new);
    Optional<Answers> api = content.api().map(each -> new ApiAnswers(each, rate, clock));
    return Stream.of(witness, api).flatMap(Optional::stream).toList();
  }

  /** The handshake counts as a part of the first request head. */
  private static void secure(SocketChannel client, SslContext tls, DistributionLimits limits) {
    SslHandler handler = tls.newHandler(client.alloc());
    handler.setHandshakeTimeoutMillis(limits.headTime().toMillis());
    client.pipeline().addLast(handler).addLast(new ChunkedWriteHandler());
  }

  private static FileBody fileBody(Optional<PortTls> tls) {
    return tls.isPresent() ? FileBody.IN_CHUNKS : FileBody.WHOLE;
  }

  /** Notices a client that takes nothing of an answer any more, however long the answer. */
  private static IdleStateHandler stalled(long patience) {
    return new IdleStateHandler(true, 0, patience, 0, TimeUnit.MILLISECONDS);
  }

  /** The address really bound. */
  public InetSocketAddress address() {
    return listening.address();
  }

  @Override
  public void close() {
    listening.close();
  }
}
