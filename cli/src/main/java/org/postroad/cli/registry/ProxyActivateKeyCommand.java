// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code postroad registry proxy activate-key}. */
@Command(
    name = "activate-key",
    description = "Signs with this key from the next minute on; clients must know it by then.",
    mixinStandardHelpOptions = true)
final class ProxyActivateKeyCommand implements Callable<Integer> {
  @Mixin private ProxyOptions options = new ProxyOptions();
  @Mixin private ProxyInstanceOption instance = new ProxyInstanceOption();
  @Mixin private ProxyKeyParameter key = new ProxyKeyParameter();

  @Override
  public Integer call() throws IOException {
    ProxyInstance of = instance.of(options.home());
    of.write(of.settings().activated(key.id));
    return 0;
  }
}
