// SPDX-License-Identifier: MIT
package org.postroad.cli.registry;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.postroad.cli.output.OutputOptions;
import org.postroad.cli.output.Printable;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.globalconf.ConfigurationAnchor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code postroad registry proxy show}. */
@Command(
    name = "show",
    description = "Shows the instances: what they follow, where they serve, their keys.",
    mixinStandardHelpOptions = true)
final class ProxyShowCommand implements Callable<Integer> {
  @Mixin private ProxyOptions options = new ProxyOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--address",
      paramLabel = "HOST",
      description = "Where clients reach the proxy: a host, with a port if it is not 80.")
  private Optional<String> address = Optional.empty();

  /** One key; the certificate's digest is what a directory names it by. */
  record Key(String id, boolean active, String sha256) {}

  /** One instance; what is missing is told instead of an anchor. */
  record Shown(
      String name,
      long validitySeconds,
      String anchor,
      List<String> addresses,
      List<Key> keys,
      List<String> problems) {}

  @Override
  public Integer call() throws IOException {
    List<Shown> all = new ArrayList<>();
    for (ProxyInstance instance : options.home().instances()) {
      all.add(shown(instance));
    }
    output.answer(spec.commandLine(), all, out -> all.forEach(each -> print(each, out)));
    return 0;
  }

  private Shown shown(ProxyInstance instance) throws IOException {
    ProxySettings settings = instance.settings();
    List<String> problems = new ArrayList<>();
    List<Key> keys = new ArrayList<>();
    for (String id : settings.keyIds()) {
      X509Certificate certificate = instance.certificate(id);
      boolean active = settings.active().equals(Optional.of(id));
      keys.add(new Key(id, active, Certificates.sha256(certificate).hex()));
    }
    if (keys.isEmpty()) {
      problems.add("no signing key: postroad registry proxy add-key");
    }
    List<String> addresses =
        address
            .map(host -> Stream.of("http", "https"))
            .orElseGet(Stream::empty)
            .map(scheme -> scheme + "://" + address.orElseThrow() + "/" + instance.name() + "/conf")
            .toList();
    String anchor = anchor(instance, problems);
    long seconds = settings.validity().toSeconds();
    return new Shown(instance.name(), seconds, anchor, addresses, keys, problems);
  }

  private static String anchor(ProxyInstance instance, List<String> problems) throws IOException {
    try {
      String of = instance.anchor().instance();
      byte[] file = Files.readAllBytes(instance.anchorFile());
      return of + ", " + ConfigurationAnchor.fingerprint(file);
    } catch (ProxyRefused missing) {
      problems.add(String.valueOf(missing.getMessage()));
    } catch (Fault malformed) {
      problems.add("the anchor cannot be read: " + malformed.text());
    }
    return "";
  }

  private static void print(Shown shown, PrintWriter out) {
    out.println(shown.name());
    out.println("  follows     " + Printable.escape(shown.anchor()));
    out.println("  holds for   " + shown.validitySeconds() + " s");
    shown.addresses().forEach(url -> out.println("  serves at   " + Printable.escape(url)));
    for (Key key : shown.keys()) {
      out.println(
          "  key         "
              + key.id()
              + (key.active() ? " active " : " ")
              + "SHA-256 "
              + key.sha256());
    }
    shown.problems().forEach(problem -> out.println("  Problem: " + Printable.escape(problem)));
  }
}
