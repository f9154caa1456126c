// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** What somebody who wants to try the running sandbox must know. */
final class SandboxText {

  private final PrintWriter out;

  SandboxText(PrintWriter out) {
    this.out = out;
  }

  /** Prints addresses and two calls; the SOAP request is written into the home for curl to send. */
  void print(Sandbox sandbox, SandboxHome home) throws IOException {
    SandboxPorts ports = sandbox.ports();
    String host = Topology.HOST.getHostAddress();
    Path soap = home.root().resolve("person-details.xml");
    Files.write(
        soap,
        SampleCalls.envelope(
            "try-" + ProcessHandle.current().pid(), Topology.PERSON_DETAILS, sandbox.someCode()));
    out.printf("The sandbox is ready (%s).%n%n", DemoText.seconds(sandbox.readyIn().toMillis()));
    line("consumer", sandbox.consumerUrl() + " (HTTPS on " + ports.consumerHttps() + ")");
    line("provider", sandbox.providerUrl() + " (HTTPS on " + ports.consumerHttps() + ")");
    line("between them", "ports " + ports.messages() + " and " + ports.ocsp());
    line("checkpoints", "port " + ports.transparency() + " of both, /checkpoint");
    line("registry", "http://" + host + ":" + ports.registry() + "/internalconf");
    line("registration", "https://" + host + ":" + ports.registration() + "/managementservice/");
    line("OCSP", "http://" + host + ":" + ports.responder() + "/");
    line("time-stamps", "http://" + host + ":" + ports.timestamps() + "/");
    line("population", "http://" + host + ":" + ports.population() + "/openapi.yaml");
    line("state", home.root() + (home.temporary() ? " (removed at the end)" : ""));
    out.printf(
        "%nREST, as the tax agency:%n  curl -H 'X-Road-Client: %s' %sr1/%s/people/%s%n",
        Topology.TAX.subsystem().encoded(),
        sandbox.consumerUrl(),
        Topology.PEOPLE.encoded(),
        sandbox.someCode());
    out.printf(
        "%nSOAP, as the tax agency:%n"
            + "  curl -H 'Content-Type: text/xml' --data-binary @%s %s%n",
        soap, sandbox.consumerUrl());
    out.flush();
  }

  private void line(String name, String value) {
    out.printf("  %-14s %s%n", name, value);
  }
}
