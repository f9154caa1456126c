// SPDX-License-Identifier: MIT

package org.postroad.registry.distribution;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.postroad.registry.distribution.PublishedFiles.Directory;
import org.postroad.registry.distribution.PublishedFiles.Part;
import org.postroad.registry.distribution.PublishedFiles.Resource;
import org.postroad.registry.distribution.RequestHead.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: reads a request, answers it whole, reads the next. Nothing is read while an
 * answer is on its way, so a client cannot make the server hold more than a few buffers and one
 * open file. What is made for one request is made on a virtual thread, because that waits for the
 * disk.
 */
final class FileConnection extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(FileConnection.class);
  private static final int FIRST_BUFFER = 512;

  private final PublishedFiles files;
  private final List<Answers> answers;
  private final FileBody fileBody;
  private final DistributionLimits limits;
  private final AtomicInteger connections;
  private final Clock clock;

  private byte[] received = new byte[FIRST_BUFFER];
  private int length;
  private Optional<RequestHead> open = Optional.empty();
  private boolean answering;
  private int requests;

  FileConnection(
      PublishedFiles files,
      List<Answers> answers,
      FileBody fileBody,
      DistributionLimits limits,
      AtomicInteger connections,
      Clock clock) {
    this.files = files;
    this.answers = List.copyOf(answers);
    this.fileBody = fileBody;
    this.limits = limits;
    this.connections = connections;
    this.clock = clock;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (connections.incrementAndGet() > limits.connections()) {
      close(context);
      return;
    }
    awaitHead(context);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    connections.decrementAndGet();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    var bytes = (ByteBuf) message;
    try {
      int more = bytes.readableBytes();
      if (length + more > received.length) {
        received = Arrays.copyOf(received, Math.max(length + more, 2 * received.length));
      }
      bytes.readBytes(received, length, more);
      length += more;
    } finally {
      bytes.release();
    }
    answerNext(context);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && answering) {
      close(context);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOG.debug("connection from {} ends", context.channel().remoteAddress(), cause);
    close(context);
  }

  /** Gives the client a while for a whole request, however slowly its bytes come. */
  private void awaitHead(ChannelHandlerContext context) {
    int awaited = requests;
    var _ =
        context
            .executor()
            .schedule(
                () -> {
                  if (requests == awaited) {
                    close(context);
                  }
                },
                limits.headTime().toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void answerNext(ChannelHandlerContext context) {
    if (answering || !context.channel().isActive()) {
      return;
    }
    try {
      if (open.isEmpty()) {
        open = nextHead();
      }
      if (open.isPresent() && length >= open.get().bodyLength()) {
        RequestHead request = open.get();
        open = Optional.empty();
        begin(context);
        answer(context, request, taken(request.bodyLength()));
      }
    } catch (Refusal refusal) {
      LOG.debug("refused {}: {}", refusal.status(), refusal.getMessage());
      begin(context);
      send(context, ResponseHead.refusal(refusal.status()), new byte[0], false);
    } catch (IOException unreadable) {
      LOG.warn("cannot read a published file", unreadable);
      send(context, ResponseHead.refusal(500), new byte[0], false);
    }
  }

  /** A whole request is here: nothing more is read until it is answered. */
  private void begin(ChannelHandlerContext context) {
    answering = true;
    requests++;
    context.channel().config().setAutoRead(false);
  }

  private Optional<RequestHead> nextHead() {
    int end = headEnd();
    if (end < 0 && length < limits.headBytes()) {
      return Optional.empty();
    }
    if (end < 0) {
      throw new Refusal(431, "The head has more than " + limits.headBytes() + " bytes");
    }
    RequestHead head = RequestHead.parse(Arrays.copyOf(received, end));
    var _ = taken(end + 2);
    return Optional.of(head);
  }

  /** The next bytes of what was received, which are taken away. */
  private byte[] taken(int count) {
    byte[] bytes = Arrays.copyOf(received, count);
    System.arraycopy(received, count, received, 0, length - count);
    length -= count;
    return bytes;
  }

  private void answer(ChannelHandlerContext context, RequestHead request, byte[] posted)
      throws IOException {
    boolean keepAlive = request.keepAlive() && requests < limits.requestsPerConnection();
    boolean withBody = request.method().equals("GET");
    Optional<Answers> made = answers.stream().filter(each -> each.concern(request)).findFirst();
    if (made.isPresent()) {
      var caller = (InetSocketAddress) context.channel().remoteAddress();
      Thread.ofVirtual()
          .name("distribution-answer")
          .start(() ->
              send(context, made.get().answer(request, posted, caller.getAddress()), keepAlive));
      return;
    }
    Optional<Resource> found = files.find(request.path(), request.query());
    if (found.isEmpty()) {
      send(context, new ResponseHead(404, 0, false), new byte[0], keepAlive);
      return;
    }
    switch (found.get()) {
      case Directory directory -> sendDirectory(context, request, directory.bytes(), keepAlive);
      case Part part -> sendFile(context, part, withBody, keepAlive);
    }
  }

  private void sendDirectory(
      ChannelHandlerContext context, RequestHead request, byte[] document, boolean keepAlive) {
    EntityTag tag = EntityTag.of(document);
    if (request.has(tag)) {
      send(context, ResponseHead.unchanged(tag), new byte[0], keepAlive);
      return;
    }
    byte[] body = request.method().equals("GET") ? document : new byte[0];
    send(context, ResponseHead.directory(document.length, tag), body, keepAlive);
  }

  private void sendFile(
      ChannelHandlerContext context, Part part, boolean withBody, boolean keepAlive)
      throws IOException {
    var channel =
        FileChannel.open(part.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    long size = channel.size();
    var head = new ResponseHead(200, size, false);
    if (!withBody) {
      channel.close();
      send(context, head, new byte[0], keepAlive);
      return;
    }
    var _ = context.write(Unpooled.wrappedBuffer(head.toBytes(clock.instant(), keepAlive)));
    whenSent(context, context.writeAndFlush(fileBody.of(channel, size)), keepAlive);
  }

  /** From another thread than that of the connection. */
  private void send(ChannelHandlerContext context, Answers.Answer answer, boolean keepAlive) {
    context.executor().execute(() -> send(context, answer.head(), answer.body(), keepAlive));
  }

  private void send(
      ChannelHandlerContext context, ResponseHead head, byte[] body, boolean keepAlive) {
    byte[] bytes = head.toBytes(clock.instant(), keepAlive);
    whenSent(context, context.writeAndFlush(Unpooled.wrappedBuffer(bytes, body)), keepAlive);
  }

  private void whenSent(ChannelHandlerContext context, ChannelFuture sent, boolean keepAlive) {
    var _ =
        sent.addListener(done -> {
          if (!done.isSuccess() || !keepAlive) {
            close(context);
            return;
          }
          answering = false;
          awaitHead(context);
          context.channel().config().setAutoRead(true);
          context.executor().execute(() -> answerNext(context));
        });
  }

  private static void close(ChannelHandlerContext context) {
    var _ = context.close();
  }

  /** Where the empty line that ends the head begins, if it is there within the limit. */
  private int headEnd() {
    int last = Math.min(length, limits.headBytes()) - 4;
    for (int i = 0; i <= last; i++) {
      if (received[i] == '\r'
          && received[i + 1] == '\n'
          && received[i + 2] == '\r'
          && received[i + 3] == '\n') {
        return i + 2;
      }
    }
    return -1;
  }
}
