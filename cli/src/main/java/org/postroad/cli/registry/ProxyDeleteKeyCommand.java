// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.postroad.registry.SigningToken;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad registry proxy delete-key}. */
@Command(
    name = "delete-key",
    description = "Deletes a key that is not active, from the token too.",
    mixinStandardHelpOptions = true)
final class ProxyDeleteKeyCommand implements Callable<Integer> {
  @Mixin private ProxyOptions options = new ProxyOptions();
  @Mixin private ProxyInstanceOption instance = new ProxyInstanceOption();
  @Mixin private ProxyKeyParameter key = new ProxyKeyParameter();

  @Override
  public Integer call() throws IOException {
    ProxyInstance of = instance.of(options.home());
    ProxySettings rest = of.settings().without(key.id);
    try (SigningToken token = options.token()) {
      of.write(rest);
      Files.deleteIfExists(of.certificateFile(key.id));
      token.remove(key.id);
      return 0;
    }
  }
}
