// SPDX-License-Identifier: MIT
package org.postroad.cli.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.postroad.securityserver.NodeFile;
import org.postroad.securityserver.ServerDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad server node-files}: what has to be copied from the primary node. */
@Command(
    name = "node-files",
    description = {
      "Lists what the nodes of one security server have in common, line by line,",
      "relative to the directory of the server: as `rsync --files-from` reads it.",
      "Files that there are not are left out."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:done", "2:the configuration cannot be read"})
final class NodeFilesCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration of the primary node.")
  private Path config = Path.of("");

  private Optional<CommandSpec> spec = Optional.empty();

  @Spec
  void spec(CommandSpec self) {
    spec = Optional.of(self);
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.orElseThrow().commandLine().getOut();
    Path root = ServerFile.read(config, System.getenv()).directory();
    common(root).forEach(out::println);
    out.flush();
    return 0;
  }

  private static List<Path> common(Path root) {
    ServerDirectory directory = new ServerDirectory(root);
    return NodeFile.common().stream()
        .map(file -> file.in(directory))
        .filter(Files::exists)
        .map(root::relativize)
        .toList();
  }
}
