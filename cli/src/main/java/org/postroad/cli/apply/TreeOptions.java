// SPDX-License-Identifier: MIT
package org.postroad.cli.apply;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** What every command that reads a tree takes; mixed in. */
final class TreeOptions {
  @Parameters(paramLabel = "FILE", arity = "0..1", description = "The tree, as YAML.")
  private Path file = Path.of("");

  @Option(
      names = "--prune",
      order = 10,
      description = "Removes what the lists of the tree do not name; keys never.")
  private boolean prune;

  @Option(
      names = "--refresh",
      order = 11,
      description = "Has the server read again the descriptions it knows.")
  private boolean refresh;

  boolean prune() {
    return prune;
  }

  boolean refresh() {
    return refresh;
  }

  /** The tree, read strictly. */
  TreeFile read(CommandSpec command) throws IOException {
    if (file.toString().isEmpty()) {
      throw new ParameterException(command.commandLine(), "Missing required parameter: 'FILE'");
    }
    return TreeFile.read(file);
  }
}
