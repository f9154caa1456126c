// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.TypedPage;

/**
 * Every command on the page about certificates without a person is one that runs as it stands; what
 * a server with an authority does with it is in {@code AcmeOverHttpsTest}.
 */
class AcmeDocumentTest {
  private static final String NONE = "(?!)";

  @TempDir private Path directory;

  @Test
  void everyCommandRuns() throws IOException {
    new TypedPage(Path.of("../docs/acme.md"), directory, NONE, NONE)
        .typeAt(ServerFamily.family(), server());
  }

  private static FakeWire server() {
    return new FakeWire()
        .answers("GET /certificate-authorities", "[{'name':'Test CA'}]")
        .answers(
            "GET /tokens",
            "[{'id':'0','name':'soft','keys':[{'id':'12','name':'Signing 2027',"
                + "'certificates':[],'certificate_signing_requests':[{'id':'1F0C'}]}]}]")
        .answers("PUT /mail/send-test-mail", "{'status':'SUCCESS'}");
  }
}
