// SPDX-License-Identifier: MIT

package org.postroad.cli.server.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.Typing;
import org.postroad.cli.administration.Typing.Said;

/** What is wrong, on whose side, and what to type next; the clock stands at 2026-11-21. */
class ServerStatusTest {
  private static final String CERTIFICATE =
      "{'status':'REGISTERED','active':true,'ocsp_status':'OCSP_RESPONSE_GOOD',"
          + "'certificate_details':{'hash':'AB','subject_common_name':'ss1',"
          + "'not_after':'2028-01-01T00:00:00Z'}}";
  private static final String TOKENS =
      "[{'id':'0','name':'soft','available':true,'logged_in':true,'status':'OK','keys':"
          + "[{'id':'K1','name':'first','usage':'AUTHENTICATION','certificates':[CERTIFICATE],"
          + "'certificate_signing_requests':[]}]}]";

  private final FakeWire server =
      new FakeWire()
          .answers(
              "GET /security-servers?current_server=true",
              "[{'id':'T:G:1:s','server_address':'ss1.test'}]")
          .answers("GET /system/version", "{'info':'Postroad 1'}")
          .answers("GET /system/node-type", "{'node_type':'STANDALONE'}")
          .answers("GET /tokens", TOKENS.replace("CERTIFICATE", CERTIFICATE))
          .answers(
              "GET /clients",
              "[{'id':'T:G:1','status':'REGISTERED','has_valid_local_sign_cert':true}]")
          .answers("GET /diagnostics/globalconf", "{'status_class':'OK','status_code':'SUCCESS'}")
          .answers(
              "GET /diagnostics/timestamping-services",
              "[{'url':'http://tsa.test','status_class':'OK'}]")
          .answers("GET /backups", "[{'filename':'b.gpg'}]")
          .answers("GET /diagnostics/proxy-memory-usage-status", "{'usage_percent':20}");

  private Said status() {
    return Typing.at(ServerFamily.family(), server).type("status");
  }

  @Test
  void aServerThatIsWellIsGreenThroughout() {
    Said said = status();
    assertEquals(Exit.DONE, said.exitCode(), said.out() + said.err());
    assertEquals(
        "Server T:G:1:s, at ss1.test, STANDALONE, Postroad 1",
        said.out().lines().findFirst().orElse(""));
    assertEquals(9, said.out().lines().filter(line -> line.contains("  well  ")).count());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          'logged_in':true | 'logged_in':false | token soft is closed, so its keys rest | this server's | postroad server token login soft
          'available':true | 'available':false | token soft cannot be reached | this server's | postroad server token show soft
          'status':'REGISTERED' | 'status':'SAVED' | the registry does not know the certificate yet | this server's | postroad server certificate register AB ADDRESS
          'active':true | 'active':false | the certificate rests | this server's | postroad server certificate activate AB
          'status':'REGISTERED' | 'status':'GLOBAL_ERROR' | the registry knows the certificate no more | the registry's | postroad server certificate show AB
          'AUTHENTICATION' | 'SIGNING' | there is no key, so nobody can know this server | this server's | postroad server key add-with-csr TOKEN authentication --authority NAME
          RESPONSE_GOOD | RESPONSE_REVOKED | the certificate of ss1 is revoked | the authority's | postroad server certificate show AB
          2028-01-01 | 2026-11-01 | the certificate of ss1 has expired | this server's | postroad server csr create KEY USE --authority NAME
          """)
  void whatIsWrongWithKeysIsTold(
      String well, String wrong, String text, String whose, String next) {
    server.answers("GET /tokens", TOKENS.replace("CERTIFICATE", CERTIFICATE).replace(well, wrong));
    assertTold("problem", text, whose, next);
    assertEquals(Exit.PROBLEMS, status().exitCode());
  }

  @Test
  void aRequestWaitsForItsAuthority() {
    server.answers(
        "GET /tokens",
        TOKENS.replace("CERTIFICATE", "").replace("requests':[]", "requests':[{'id':'R1'}]"));
    assertTold(
        "waits",
        "a request waits for its certificate",
        "the authority's",
        "postroad server certificate import FILE");
    assertEquals(Exit.DONE, status().exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /diagnostics/globalconf | {'status_class':'FAIL','status_code':'ERROR_CODE_EXPIRED_CONF'} | what the registry publishes has expired | the registry's | postroad doctor --config server.yaml
          GET /diagnostics/globalconf | {'status_class':'FAIL','status_code':'ERROR_CODE_CANNOT_DOWNLOAD_CONF'} | cannot be fetched | the registry's, or of the network between | postroad doctor --config server.yaml
          GET /diagnostics/timestamping-services | [] | no service is used, so messages get no time-stamps | this server's | postroad server timestamping add SERVICE
          GET /diagnostics/timestamping-services | [{'url':'http://tsa.test','status_class':'FAIL'}] | http://tsa.test fails since it was last asked | of http://tsa.test | postroad server diagnostics timestamping
          GET /clients | [{'id':'T:G:1:A','status':'REGISTERED','has_valid_local_sign_cert':true}] | the owner is no client, so nothing can be asked of the registry | this server's | postroad server client add T:G:1
          GET /clients | [{'id':'T:G:1:A','status':'GLOBAL_ERROR'}] | the registry knows T:G:1:A no more as a client | the registry's | postroad server client show T:G:1:A
          GET /clients | [{'instance_id':'T','member_class':'G','member_code':'1','has_valid_local_sign_cert':false}] | nothing can be signed for T:G:1 | this server's | postroad server key add-with-csr TOKEN signing --authority NAME --member T:G:1
          GET /diagnostics/proxy-memory-usage-status | {'usage_percent':95,'is_used_over_threshold':true} | 95 % of the heap is used, more than it should | this server's | postroad server diagnostics memory
          """)
  void whatElseIsWrongIsTold(String call, String answer, String text, String whose, String next) {
    server.answers(call, answer);
    assertTold("problem", text, whose, next);
    assertEquals(Exit.PROBLEMS, status().exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET /clients | [{'id':'T:G:1','status':'REGISTERED'},{'id':'T:G:1:A','status':'SAVED'}] | T:G:1:A is known here alone | this server's | postroad server client register T:G:1:A
          GET /clients | [{'id':'T:G:1','status':'REGISTERED'},{'id':'T:G:1:A','status':'REGISTRATION_IN_PROGRESS'}] | T:G:1:A waits for the registry's approval | the registry's | postroad server client show T:G:1:A
          GET /backups | [] | there is none yet | this server's | postroad server backup create
          """)
  void whatWaitsIsToldAndIsNoProblem(
      String call, String answer, String text, String whose, String next) {
    server.answers(call, answer);
    assertTold("waits", text, whose, next);
    assertEquals(Exit.DONE, status().exitCode());
  }

  private void assertTold(String state, String text, String whose, String next) {
    List<String> lines =
        status().out().lines().map(line -> line.replaceAll(" {2,}", " ").strip()).toList();
    String wanted = " " + String.join(" ", state, text, whose, next);
    assertTrue(lines.stream().anyMatch(line -> line.endsWith(wanted)), wanted + " in " + lines);
  }
}
