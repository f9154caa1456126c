// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.TypedPage;

/** Every command on the page for administrators of servers is one that runs as it stands. */
class ServerCommandsDocumentTest {
  @TempDir private Path directory;

  @Test
  void everyCommandRuns() throws IOException {
    new TypedPage(
            Path.of("../docs/server-commands.md"),
            directory,
            "[\\w-]+\\.(pem|xml)|pin",
            "[\\w-]+\\.(csr|json)|officer-token")
        .typeAt(ServerFamily.family(), server());
  }

  private static FakeWire server() {
    return new FakeWire()
        .answers("GET /security-servers?current_server=true", "[{'instance_id':'NAT'}]")
        .answers(
            "GET /clients/NAT:GOV:1:People/service-descriptions",
            "[{'id':'8','url':'https://people.example.org/openapi.yaml'}]")
        .answers("GET /clients/NAT:GOV:1:People/local-groups", "[{'id':'7','code':'offices'}]")
        .answers(
            "GET /services/NAT:GOV:1:People:people",
            "{'endpoints':[{'id':'9','method':'GET','path':'/people/*'}]}")
        .answers("GET /certificate-authorities", "[{'name':'Test CA'}]")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'softToken','keys':[{'id':'12','name':'Signing 2027',"
                + "'certificates':[{'certificate_details':"
                + "{'hash':'AB','subject_common_name':'ss1.example.org'}}]}]}]")
        .answers("POST /api-keys", "{'id':2,'key':'a-secret'}");
  }
}
