// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.admin.ControlAnswer.Kind;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.ServerConfigurationStore;
import org.postroad.securityserver.conf.VersionDocument;

/** Does what one client of the control socket asks for; a connection is one request. */
final class ControlSession {

  /** Largest run of bytes of a file in one message, which base64 makes a third longer. */
  static final int CHUNK = 1 << 15;

  /** Nobody is there any more to be answered. */
  private static final class ClientGone extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    ClientGone(IOException cause) {
      super(cause);
    }
  }

  private final ControlWire wire;
  private final LogOperations log;
  private final ConfigurationHistory configuration;

  ControlSession(ControlWire wire, LogOperations log, ConfigurationHistory configuration) {
    this.wire = wire;
    this.log = log;
    this.configuration = configuration;
  }

  /** An exception says that the client is gone, or none of ours. */
  void run() throws IOException {
    try {
      answer(wire.receive(ControlRequest.class));
    } catch (ClientGone e) {
      throw e.getCause();
    }
  }

  private void answer(ControlRequest request) {
    Object result;
    try {
      result = perform(request);
    } catch (Fault e) {
      refuse(e.text());
      return;
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      refuse(String.valueOf(e.getMessage()));
      return;
    }
    send(Kind.DONE, result);
  }

  private Object perform(ControlRequest request) throws IOException {
    if (request.version() != ControlRequest.VERSION) {
      throw new IOException(
          "This server speaks version %d of its control socket, not %d"
              .formatted(ControlRequest.VERSION, request.version()));
    }
    return switch (request.operation()) {
      case STATUS -> log.status();
      case SEARCH ->
          log.search(
              ControlWire.value(request.arguments(), RecordSearch.class),
              line -> send(Kind.ITEM, line),
              this::progress);
      case SHOW -> log.show(ControlWire.value(request.arguments(), Long.class));
      case EXPORT ->
          log.export(
              ControlWire.value(request.arguments(), ExportChoice.class),
              this::file,
              this::progress);
      case REINDEX -> log.reindex(this::progress);
      case PROVE -> log.prove(ControlWire.value(request.arguments(), Long.class));
      case ARCHIVE -> log.archive(this::progress);
      case PRUNE -> log.prune(this::progress);
      case VERSIONS -> versions();
      case VERSION -> version(ControlWire.value(request.arguments(), Long.class));
    };
  }

  private long versions() {
    List<ServerConfigurationStore.Version> all = configuration.history();
    all.forEach(version -> send(Kind.ITEM, version));
    return all.size();
  }

  /** The version as a file; whether there is one of that number. */
  private boolean version(long number) throws IOException {
    Optional<ServerConfigurationStore.Saved> found = configuration.version(number);
    if (found.isPresent()) {
      try (OutputStream out = file("version-" + number)) {
        out.write(VersionDocument.write(found.get()));
      }
    }
    return found.isPresent();
  }

  /** Work that changes the log goes on to its end, whoever is still looking. */
  private void progress(String doing, long done, long total) {
    try {
      send(Kind.PROGRESS, new ControlAnswer.Progress(doing, done, total));
    } catch (ClientGone _) {
      return;
    }
  }

  private OutputStream file(String name) {
    send(Kind.FILE, name);
    return new OutputStream() {
      @Override
      public void write(int next) {
        write(new byte[] {(byte) next}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        for (int at = offset; at < offset + length; at += CHUNK) {
          int end = Math.min(at + CHUNK, offset + length);
          send(Kind.BYTES, Arrays.copyOfRange(bytes, at, end));
        }
      }
    };
  }

  private void refuse(String reason) {
    send(Kind.REFUSED, RecordLine.shortened(reason, CHUNK / 8));
  }

  private void send(Kind kind, Object value) {
    try {
      wire.send(new ControlAnswer(kind, ControlWire.tree(value)));
    } catch (IOException e) {
      throw new ClientGone(e);
    }
  }
}
