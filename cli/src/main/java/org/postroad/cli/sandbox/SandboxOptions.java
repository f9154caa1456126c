// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a sandbox runs and keeps its state. */
final class SandboxOptions {

  @Option(
      names = "--port-base",
      paramLabel = "PORT",
      defaultValue = "${env:POSTROAD_SANDBOX_PORT_BASE:-" + SandboxPorts.DEFAULT_BASE + "}",
      description = "First of the ten ports used (${DEFAULT-VALUE}).")
  int portBase;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:POSTROAD_SANDBOX_DATA}",
      description = "Keep the state here; without it a temporary directory is used and removed.")
  @Nullable Path data;
}
