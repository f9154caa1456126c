// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.postroad.securityserver.conf.ConfigurationHistory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Unix domain socket {@code control} in the directory of an open log: whoever may change the
 * log's files may ask its server for {@link LogOperations} and for the versions of its
 * configuration, and nobody else.
 *
 * <p>The socket is made in a directory that only its owner can enter and moved to its place when
 * its own permissions are set, so there is no moment at which others could connect. The move takes
 * the place of what a killed server left behind.
 */
public final class ControlSocket implements AutoCloseable {
  static final String NAME = "control";
  private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
  private static final String MADE_IN = "control.new";
  private static final String MADE_AS = "s";

  private final Path socket;
  private final ServerSocketChannel listener;
  private final ControlClients clients;
  private final Thread thread;

  private ControlSocket(Path socket, ServerSocketChannel listener, ControlClients clients) {
    this.socket = socket;
    this.listener = listener;
    this.clients = clients;
    this.thread = Thread.ofPlatform().name("postroad-control").daemon().unstarted(this::accept);
  }

  /**
   * Opens the socket, or says in this process's own log why there is none: a file system without
   * sockets is no reason not to serve messages.
   */
  public static Optional<ControlSocket> openIfPossible(
      Path directory, LogOperations log, ConfigurationHistory configuration) {
    try {
      return Optional.of(open(directory, log, configuration));
    } catch (IOException e) {
      LOG.warn("No control socket: `postroad log` can read this log and not change it", e);
      return Optional.empty();
    }
  }

  /** Opens the socket in the directory of a log that this process has open. */
  static ControlSocket open(Path directory, LogOperations log, ConfigurationHistory configuration)
      throws IOException {
    return open(directory, log, configuration, System::nanoTime);
  }

  static ControlSocket open(
      Path directory, LogOperations log, ConfigurationHistory configuration, LongSupplier nanoTime)
      throws IOException {
    ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      Path socket = bind(listener, directory);
      ControlSocket control =
          new ControlSocket(
              socket,
              listener,
              new ControlClients(Files.getOwner(socket), log, configuration, nanoTime));
      control.thread.start();
      return control;
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  private static Path bind(ServerSocketChannel listener, Path directory) throws IOException {
    Path madeIn = directory.resolve(MADE_IN);
    clear(madeIn);
    Files.createDirectory(
        madeIn, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try (ShortPath path = ShortPath.of(directory, MADE_IN + "/" + MADE_AS)) {
      listener.bind(path.address(MADE_IN + "/" + MADE_AS));
    }
    Path made = madeIn.resolve(MADE_AS);
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
    Path socket = directory.resolve(NAME);
    Files.move(made, socket, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(madeIn);
    return socket;
  }

  /** What a server that was killed here left behind; the lock says that there is no other. */
  private static void clear(Path madeIn) throws IOException {
    if (!Files.isDirectory(madeIn, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (DirectoryStream<Path> left = Files.newDirectoryStream(madeIn)) {
      for (Path file : left) {
        Files.delete(file);
      }
    }
    Files.delete(madeIn);
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel channel = listener.accept();
        clients.serve(channel);
      } catch (IOException e) {
        LOG.debug("No client of the control socket", e);
      }
    }
  }

  /** Work that changes the log is waited for; clients that only read are cut off. */
  @Override
  public void close() throws IOException {
    listener.close();
    Files.deleteIfExists(socket);
    clients.close();
  }
}
