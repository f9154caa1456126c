// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.postroad.securityserver.ServerDirectory;

/** The files of bodies on their way through one server. */
record SpoolWatch(Path directory) {
  private static final int PATIENCE_SECONDS = 20;

  static SpoolWatch of(SandboxHome home, Agency agency) {
    return new SpoolWatch(new ServerDirectory(home.server(agency)).spool());
  }

  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }

  void awaitFiles(int number) throws IOException, InterruptedException {
    await(files -> files.size() >= number);
  }

  void awaitEmpty() throws IOException, InterruptedException {
    await(List::isEmpty);
  }

  private void await(Predicate<List<Path>> condition) throws IOException, InterruptedException {
    try (WatchService changes = directory.getFileSystem().newWatchService()) {
      directory.register(changes, ENTRY_CREATE, ENTRY_DELETE);
      for (List<Path> now = files(); !condition.test(now); now = files()) {
        WatchKey key = changes.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (key == null) {
          throw new AssertionError(directory + " stays at " + now);
        }
        key.pollEvents();
        key.reset();
      }
    }
  }
}
