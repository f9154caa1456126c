// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postroad.securityserver.admin.ControlRequest.Operation;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.postroad.securityserver.conf.ServerConfigurationStore.Saved;
import org.postroad.securityserver.conf.ServerConfigurationStore.Version;
import org.postroad.securityserver.conf.VersionDocument;

/**
 * The versions of the configuration of a running server, which has them open for itself, asked over
 * its {@link ControlSocket}.
 */
public final class ControlledConfiguration implements ConfigurationHistory {
  private final ControlCall server;

  private ControlledConfiguration(ControlCall server) {
    this.server = server;
  }

  /**
   * Those of the server that has a message log open and lets this user ask.
   *
   * @throws IOException if what answers is not what the log's owner started
   */
  public static Optional<ConfigurationHistory> of(Path messageLog) throws IOException {
    return ControlCall.to(messageLog).map(ControlledConfiguration::new);
  }

  @Override
  public List<Version> history() {
    List<Version> versions = new ArrayList<>();
    try {
      var _ =
          server.ask(
              Operation.VERSIONS,
              Optional.empty(),
              Long.class,
              TaskProgress.SILENT,
              answer -> versions.add(ControlWire.value(answer.value(), Version.class)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(versions);
  }

  @Override
  public Optional<Saved> version(long number) {
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    try {
      boolean found =
          server.ask(
              Operation.VERSION,
              number,
              Boolean.class,
              TaskProgress.SILENT,
              answer -> take(answer, document));
      return found
          ? Optional.of(VersionDocument.read(document.toByteArray(), "the running server"))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void take(ControlAnswer answer, ByteArrayOutputStream document)
      throws IOException {
    switch (answer.kind()) {
      case FILE -> document.reset();
      case BYTES -> document.writeBytes(ControlWire.value(answer.value(), byte[].class));
      case PROGRESS, ITEM, DONE, REFUSED -> throw ControlCall.unexpected(answer);
    }
  }
}
