// SPDX-License-Identifier: MIT
package org.postroad.securityserver.admin;

import java.io.IOException;
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
import jdk.net.ExtendedSocketOptions;
import org.postroad.securityserver.admin.ControlRequest.Operation;
import tools.jackson.databind.JsonNode;

/**
 * Asks a running server over its {@link ControlSocket}; each question is a connection.
 *
 * @param directory of the log that the server has open
 */
record ControlCall(Path directory) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The server of a log, if one has it open and lets this user ask.
   *
   * @throws IOException if what answers is not what the log's owner started
   */
  static Optional<ControlCall> to(Path directory) throws IOException {
    if (!Files.exists(directory.resolve(ControlSocket.NAME), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try (ControlWire _ = connect(directory)) {
      return Optional.of(new ControlCall(directory));
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

  /** What comes between the request and its end, beside progress. */
  @FunctionalInterface
  interface Between {
    void take(ControlAnswer answer) throws IOException;
  }

  <T> T ask(Operation operation, Object arguments, Class<T> result, TaskProgress progress)
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

  <T> T ask(
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

  static IOException unexpected(ControlAnswer answer) {
    return new IOException("the server answered with " + answer.kind() + " where none belongs");
  }
}
