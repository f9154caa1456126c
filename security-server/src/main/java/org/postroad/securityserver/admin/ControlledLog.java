// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.postroad.securityserver.admin.ControlRequest.Operation;

/** The log of a running server, asked over its {@link ControlSocket}. */
public final class ControlledLog implements LogOperations {

  private final ControlCall server;

  private ControlledLog(ControlCall server) {
    this.server = server;
  }

  /**
   * The log of a directory, if a server has it open and lets this user ask.
   *
   * @throws IOException if what answers is not what the log's owner started
   */
  public static Optional<LogOperations> of(Path directory) throws IOException {
    return ControlCall.to(directory).map(ControlledLog::new);
  }

  @Override
  public StatusReport status() throws IOException {
    return server.ask(Operation.STATUS, Optional.empty(), StatusReport.class, TaskProgress.SILENT);
  }

  @Override
  public boolean search(RecordSearch search, Consumer<RecordLine> found, TaskProgress progress)
      throws IOException {
    return server.ask(
        Operation.SEARCH,
        search,
        Boolean.class,
        progress,
        answer -> found.accept(ControlWire.value(answer.value(), RecordLine.class)));
  }

  @Override
  public RecordReport show(long sequence) throws IOException {
    return server.ask(Operation.SHOW, sequence, RecordReport.class, TaskProgress.SILENT);
  }

  @Override
  public long export(ExportChoice choice, ExportTarget target, TaskProgress progress)
      throws IOException {
    try (Received received = new Received(target)) {
      return server.ask(Operation.EXPORT, choice, Long.class, progress, received);
    }
  }

  @Override
  public long reindex(TaskProgress progress) throws IOException {
    return server.ask(Operation.REINDEX, Optional.empty(), Long.class, progress);
  }

  @Override
  public String prove(long sequence) throws IOException {
    return server.ask(Operation.PROVE, sequence, String.class, TaskProgress.SILENT);
  }

  @Override
  public ArchiveReport archive(TaskProgress progress) throws IOException {
    return server.ask(Operation.ARCHIVE, Optional.empty(), ArchiveReport.class, progress);
  }

  @Override
  public PruneReport prune(TaskProgress progress) throws IOException {
    return server.ask(Operation.PRUNE, Optional.empty(), PruneReport.class, progress);
  }

  /** A file as it comes. */
  private static final class Received implements ControlCall.Between, AutoCloseable {
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
        case PROGRESS, ITEM, DONE, REFUSED -> throw ControlCall.unexpected(answer);
      }
    }

    @Override
    public void close() throws IOException {
      if (file.isPresent()) {
        file.get().close();
      }
    }
  }

  @Override
  public void close() {}
}
