// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a new server is, on this machine and for others; mixed in with {@code @Mixin}. */
final class NewServerPlace {

  @Option(
      names = "--address",
      paramLabel = "HOST",
      required = true,
      description = "Where others reach it: a host name or an IP address.")
  private String address = "";

  @Option(
      names = "--directory",
      paramLabel = "DIR",
      required = true,
      description = "Everything the server keeps; made for its owner only.")
  private Path directory = Path.of("");

  String address() {
    return address;
  }

  Path directory() {
    return directory.toAbsolutePath().normalize();
  }
}
