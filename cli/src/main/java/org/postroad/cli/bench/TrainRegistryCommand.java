// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code postroad bench train-registry}: one start of a new registry, up to its administration, so
 * that what its virtual machine loads can be recorded for later starts (decision 0034).
 */
@Command(name = "train-registry", hidden = true)
final class TrainRegistryCommand implements Callable<Integer> {
  private static final List<String> PORTS =
      List.of(
          "configuration-http",
          "configuration-https",
          "registration",
          "services",
          "administration");

  @Option(names = "--record", required = true, paramLabel = "FILE")
  private Path record = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("postroad-training-");
    try {
      Path registry = home.resolve("registry");
      make(registry);
      try (ServerRun recorded =
          ServerRun.registry(
              registry.resolve("registry.yaml"),
              "-XX:AOTMode=record -XX:AOTConfiguration=" + record)) {
        recorded.await("administration ");
      }
      return 0;
    } finally {
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** With an operator, so that there is something to sign and publish. */
  private static void make(Path registry) throws IOException, InterruptedException {
    List<String> command = ServerRun.command();
    command.addAll(List.of("registry", "init", "--instance", "TRAINING"));
    command.addAll(List.of("--operator", "GOV/1/management", "--directory", registry.toString()));
    command.addAll(ports());
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException("A registry could not be made: status " + status);
    }
  }

  private static List<String> ports() throws IOException {
    List<String> settings = new ArrayList<>();
    List<ServerSocket> taken = new ArrayList<>();
    try {
      for (String port : PORTS) {
        var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        taken.add(free);
        settings.addAll(List.of("--set", "ports." + port + "=" + free.getLocalPort()));
      }
      return settings;
    } finally {
      for (ServerSocket socket : taken) {
        socket.close();
      }
    }
  }
}
