// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a configuration proxy keeps what: {@code instances/NAME} for each of its instances, {@code
 * token.p12} with their signing keys, {@code public} with what is served (A109).
 */
record ProxyHome(Path root) {

  Path token() {
    return root.resolve("token.p12");
  }

  Path published() {
    return root.resolve("public");
  }

  ProxyInstance instance(String name) {
    return new ProxyInstance(name, root.resolve("instances").resolve(name));
  }

  /** All instances, by their names. */
  List<ProxyInstance> instances() throws IOException {
    List<String> names = new ArrayList<>();
    Path folder = root.resolve("instances");
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, Files::isDirectory)) {
        all.forEach(each -> names.add(String.valueOf(each.getFileName())));
      }
    }
    return names.stream().sorted().map(this::instance).toList();
  }
}
