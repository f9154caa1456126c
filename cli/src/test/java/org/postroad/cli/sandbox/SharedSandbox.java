// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives test classes one {@link RunningSandbox} for the whole run, as a parameter of their
 * constructor or of a method. It is started by the first class that asks and stopped when all tests
 * are done. Who shares it changes nothing others could see, and prefixes query ids with something
 * of its own.
 */
final class SharedSandbox implements ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedSandbox.class);

  /** The sandbox and the folder it lives in. */
  private record Held(SandboxHome folder, RunningSandbox running) implements AutoCloseable {

    static Held start() {
      try {
        Path directory = Files.createTempDirectory("postroad-shared-sandbox-");
        return new Held(new SandboxHome(directory, true), new RunningSandbox(directory));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try (folder) {
        running.close();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
    return parameter.getParameter().getType() == RunningSandbox.class;
  }

  @Override
  public RunningSandbox resolveParameter(ParameterContext parameter, ExtensionContext extension) {
    return extension
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Held.class, _ -> Held.start(), Held.class)
        .running();
  }
}
