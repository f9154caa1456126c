// SPDX-License-Identifier: MIT
package org.postroad.securityserver;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.postroad.protocol.backup.BackedUp;
import org.postroad.securityserver.NodeFile.InBackup;

/**
 * Which files of a server are in its backups (E30): those {@link NodeFile} says, and the file of
 * its settings if that is in the same directory. What is half written and the PINs of hardware
 * tokens are not.
 *
 * @param settings the file of settings
 * @param restored where the files lie that are restored, if any are
 */
record BackedUpFiles(ServerDirectory directory, Optional<Path> settings, Optional<Path> restored)
    implements BackedUp {
  private static final List<String> TEMPORARY = List.of(".new", ".next", ".lock");
  private static final String DESCRIBED = ".properties";

  static BackedUpFiles of(SecurityServerOptions options) {
    return new BackedUpFiles(
        new ServerDirectory(options.directory()), options.file(), Optional.empty());
  }

  BackedUpFiles from(Path files) {
    return new BackedUpFiles(directory, settings, Optional.of(files));
  }

  @Override
  public boolean isKept(String path) {
    Path file = directory.root().resolve(path);
    return isSettings(file) || (holder(file).isPresent() && isWhole(file));
  }

  private boolean isWhole(Path file) {
    String name = file.getFileName().toString();
    boolean secret = file.startsWith(directory.hardwareTokens()) && !name.endsWith(DESCRIBED);
    return !secret && TEMPORARY.stream().noneMatch(name::endsWith);
  }

  /** Settings that lay elsewhere then stay as they are. */
  @Override
  public boolean isNeverSetBack(String path) {
    Path file = directory.root().resolve(path);
    return isSettings(file)
        ? restored.filter(then -> !Files.exists(then.resolve(path))).isPresent()
        : holder(file).filter(each -> each.inBackup() == InBackup.ADDED).isPresent();
  }

  @Override
  public boolean isEntered(String folder) {
    Path entered = directory.root().resolve(folder);
    return holder(entered).isPresent()
        || kept().stream().anyMatch(each -> each.in(directory).startsWith(entered))
        || settings
            .filter(file -> isWithin(file) && absolute(file).startsWith(absolute(entered)))
            .isPresent();
  }

  private boolean isSettings(Path file) {
    return settings.filter(each -> absolute(each).equals(absolute(file))).isPresent();
  }

  /** Whether there are settings that no backup has. */
  boolean settingsAreElsewhere() {
    return settings.filter(file -> !isWithin(file)).isPresent();
  }

  private boolean isWithin(Path file) {
    return absolute(file).startsWith(absolute(directory.root()));
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  private Optional<NodeFile> holder(Path path) {
    return kept().stream().filter(each -> path.startsWith(each.in(directory))).findFirst();
  }

  private static List<NodeFile> kept() {
    return Arrays.stream(NodeFile.values())
        .filter(each -> each.inBackup() != InBackup.NOT)
        .toList();
  }
}
