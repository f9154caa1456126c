// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.TypedPage;

/** Every command on the page for administrators is one that runs as it stands. */
class CommandsDocumentTest {
  @TempDir private Path directory;

  @Test
  void everyCommandRuns() throws IOException {
    new TypedPage(
            Path.of("../docs/registry-commands.md"),
            directory,
            "[\\w-]+\\.pem|partner-anchor\\.xml|monitoring\\.xml|pin",
            "anchor\\.xml|officer-token")
        .typeAt(RegistryFamily.family(), registry());
  }

  private static FakeWire registry() {
    return new FakeWire()
        .answers("GET /system/status", "{'initialization_status':{'instance_identifier':'NAT'}}")
        .answers("GET /certification-services", "[{'id':1,'name':'Test CA'}]")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'softToken','configuration_signing_keys':"
                + "[{'id':'12','label':{'label':'Key of 2027'}}]}]")
        .answers("GET /trusted-anchors", "[{'hash':'AB:CD','instance_identifier':'FI'}]")
        .answers("POST /api-keys", "{'id':2,'key':'a-secret'}");
  }
}
