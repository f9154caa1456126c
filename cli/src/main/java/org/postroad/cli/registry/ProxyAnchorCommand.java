// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.postroad.cli.output.Printable;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad registry proxy anchor}. */
@Command(
    name = "anchor",
    description = "Writes the anchor that the servers behind the proxy start from.",
    mixinStandardHelpOptions = true)
final class ProxyAnchorCommand implements Callable<Integer> {
  @Mixin private ProxyOptions options = new ProxyOptions();
  @Mixin private ProxyInstanceOption instance = new ProxyInstanceOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--address",
      paramLabel = "HOST",
      required = true,
      description = "Where clients reach the proxy: a host, with a port if it is not 80.")
  private String address = "";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "Where to write it.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    ProxyInstance of = instance.of(options.home());
    List<X509Certificate> certificates = of.certificates();
    if (certificates.isEmpty()) {
      throw new ProxyRefused("Instance " + of.name() + " has no key: registry proxy add-key");
    }
    Stream<String> schemes =
        address.indexOf(':') < 0 ? Stream.of("http", "https") : Stream.of("http");
    byte[] anchor =
        new ConfigurationAnchor(
                Optional.of(Clock.systemUTC().instant()),
                of.anchor().instance(),
                schemes
                    .map(scheme -> scheme + "://" + address + "/" + of.name() + "/conf")
                    .map(url -> new ConfigurationAnchor.Source(url, certificates))
                    .toList())
            .toXml();
    Files.write(file, anchor);
    PrintWriter out = spec.commandLine().getOut();
    out.println("Wrote " + Printable.escape(file.toString()));
    out.println("SHA-224 " + ConfigurationAnchor.fingerprint(anchor));
    out.flush();
    return 0;
  }
}
