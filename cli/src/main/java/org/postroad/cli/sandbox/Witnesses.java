// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.postroad.protocol.transparency.NoteKey;
import org.postroad.registry.RegistryDirectory;
import org.postroad.securityserver.SecurityServer;
import org.postroad.securityserver.ServerDirectory;

/**
 * Makes registry and servers witnesses of each other: everybody gets a policy with the keys of the
 * others, and one for auditors lies in the home.
 */
final class Witnesses {
  private static final String REGISTRY = "registry";

  private final SandboxHome home;
  private final SandboxPorts ports;
  private final NoteKey registry;

  Witnesses(SandboxHome home, SandboxPorts ports, NoteKey registry) {
    this.home = home;
    this.ports = ports;
    this.registry = registry;
  }

  /** One server with its keys. */
  private record Party(Agency agency, NoteKey log, NoteKey witness, String url) {}

  /** Both servers, in the order of the topology. */
  void introduce(List<SecurityServer> servers) throws IOException {
    List<Party> parties = new ArrayList<>();
    for (Agency agency : Topology.AGENCIES) {
      SecurityServer server = servers.get(Topology.AGENCIES.indexOf(agency));
      parties.add(
          new Party(
              agency,
              server.transparency().logKey(),
              server.transparency().witnessKey(),
              "http://" + agency.address().getHostAddress() + ":" + ports.transparency() + "/"));
    }
    write(new RegistryDirectory(home.registry()).tlogPolicy(), policy(parties, List.of()));
    for (Party party : parties) {
      List<Party> others = parties.stream().filter(each -> !each.equals(party)).toList();
      write(new ServerDirectory(home.server(party.agency())).tlogPolicy(), policy(others, others));
    }
    write(home.tlogPolicy(), policy(parties, parties));
    servers.forEach(server -> server.transparency().policyChanged());
  }

  /** Every log is to be cosigned by the registry and by a server that is not its own. */
  private String policy(List<Party> logs, List<Party> witnesses) {
    StringBuilder text = new StringBuilder("# written by the sandbox at its start\n");
    logs.forEach(party -> line(text, "log", party.log().vkey(), party.url()));
    if (witnesses.isEmpty()) {
      return text.append("quorum none\n").toString();
    }
    line(text, "witness", REGISTRY, registry.vkey(), registryUrl());
    for (Party party : witnesses) {
      line(text, "witness", name(party), party.witness().vkey(), party.url());
    }
    List<String> names = witnesses.stream().map(Witnesses::name).toList();
    line(text, "group", "server", "any", String.join(" ", names));
    line(text, "group", "both", "all", REGISTRY, "server");
    line(text, "quorum", "both");
    return text.toString();
  }

  private String registryUrl() {
    return "http://" + Topology.HOST.getHostAddress() + ":" + ports.registry() + "/";
  }

  private static String name(Party party) {
    return party.agency().subsystemCode();
  }

  private static void line(StringBuilder text, String... items) {
    text.append(String.join(" ", items)).append('\n');
  }

  private static void write(Path file, String policy) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.writeString(next, policy);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
