// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.postroad.securityserver.admin.ControlRequest.Operation;
import tools.jackson.databind.JsonNode;

/** The log of a running server, asked over its {@link ControlSocket}. */
public final class ControlledLog implements LogOperations {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path directory;

  private ControlledLog(Path directory) {
    this.directory = directory;
  }

  /**
   * The log of a directory, if a server has it open and lets this user ask.
   *
   * @throws IOException if what answers is not what the log's owner started
   */
  public static Optional<LogOperations> of(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(ControlSocket.NAME), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (ControlWire _ = connect(directory)) {
      return Optional.of(new ControlledLog(directory));
    } catch (SocketException _) {
      return Optional.empty();
    }
  }

  private static ControlWire connect(Path directory) throws IOException {
    Path socket = directory.resolve(ControlSocket.NAME);
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try (ShortPath path = ShortPath.of(directory, ControlSocket.NAME)) {
      channel.connect(path.address(ControlSocket.NAME));
      requirePrivate(socket);
      String server = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      String owner = Files.getOwner(directory).getName();
      if (!server.equals(owner)) {
        throw new IOException(
            socket + " is answered by user " + server + ", and the log is " + owner + "'s");
      }
      return new ControlWire(channel, System::nanoTime);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void requirePrivate(Path socket) throws IOException {
    var permissions = Files.getPosixFilePermissions(socket, LinkOption.NOFOLLOW_LINKS);
    if (!permissions.equals(OWNER_ONLY)) {
      throw new IOException(
          socket
              + " has permissions "
              + PosixFilePermissions.toString(permissions)
              + ", expected rw-------: it is not what a server made");
    }
  }

  @Override
  public StatusReport status() throws IOException {
    return ask(Operation.STATUS, Optional.empty(), StatusReport.class, TaskProgress.SILENT);
  }

  @Override
  public boolean search(RecordSearch search, Consumer<RecordLine> found, TaskProgress progress)
      throws IOException {
    return ask(
        Operation.SEARCH,
        search,
        Boolean.class,
        progress,
        answer -> found.accept(ControlWire.value(answer.value(), RecordLine.class)));
  }

  @Override
  public RecordReport show(long sequence) throws IOException {
    return ask(Operation.SHOW, sequence, RecordReport.class, TaskProgress.SILENT);
  }

  @Override
  public long export(ExportChoice choice, ExportTarget target, TaskProgress progress)
      throws IOException {
    try (Received received = new Received(target)) {
      return ask(Operation.EXPORT, choice, Long.class, progress, received);
    }
  }

  @Override
  public long reindex(TaskProgress progress) throws IOException {
    return ask(Operation.REINDEX, Optional.empty(), Long.class, progress);
  }

  @Override
  public String prove(long sequence) throws IOException {
    return ask(Operation.PROVE, sequence, String.class, TaskProgress.SILENT);
  }

  @Override
  public ArchiveReport archive(TaskProgress progress) throws IOException {
    return ask(Operation.ARCHIVE, Optional.empty(), ArchiveReport.class, progress);
  }

  @Override
  public PruneReport prune(TaskProgress progress) throws IOException {
    return ask(Operation.PRUNE, Optional.empty(), PruneReport.class, progress);
  }

  /** What comes between the request and its end, beside progress. */
  @FunctionalInterface
  private interface Between {
    void take(ControlAnswer answer) throws IOException;
  }

  /** A file as it comes. */
  private static final class Received implements Between, AutoCloseable {
    private final ExportTarget target;
    private Optional<OutputStream> file = Optional.empty();

    Received(ExportTarget target) {
      this.target = target;
    }

    @Override
    public void take(ControlAnswer answer) throws IOException {
      switch (answer.kind()) {
        case FILE -> file = Optional.of(target.open(answer.value().stringValue()));
        case BYTES ->
            file.orElseThrow(() -> new IOException("bytes of no file"))
                .write(ControlWire.value(answer.value(), byte[].class));
        case PROGRESS, ITEM, DONE, REFUSED -> throw unexpected(answer);
      }
    }

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  private <T> T ask(Operation operation, Object arguments, Class<T> result, TaskProgress progress)
      throws IOException {
    return ask(
        operation,
        arguments,
        result,
        progress,
        answer -> {
          throw unexpected(answer);
        });
  }

  private <T> T ask(
      Operation operation,
      Object arguments,
      Class<T> result,
      TaskProgress progress,
      Between between)
      throws IOException {
    try (ControlWire wire = connect(directory)) {
      JsonNode tree = ControlWire.tree(arguments);
      wire.send(new ControlRequest(ControlRequest.VERSION, operation, tree));
      while (true) {
        ControlAnswer answer = wire.receive(ControlAnswer.class);
        switch (answer.kind()) {
          case PROGRESS -> {
            var now = ControlWire.value(answer.value(), ControlAnswer.Progress.class);
            progress.at(now.doing(), now.done(), now.total());
          }
          case DONE -> {
            return ControlWire.value(answer.value(), result);
          }
          case REFUSED -> throw new IOException(answer.value().asString(""));
          case ITEM, FILE, BYTES -> between.take(answer);
        }
      }
    }
  }

  private static IOException unexpected(ControlAnswer answer) {
    return new IOException("the server answered with " + answer.kind() + " where none belongs");
  }

  @Override
  public void close() {}
}
