// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.FakeWire;
import org.postroad.cli.administration.Typing;
import org.postroad.cli.administration.Typing.Said;

class StatusCommandTest {
  private static final String WELL =
      "[{'id':'0','name':'soft','available':true,'logged_in':true,'configuration_signing_keys':"
          + "[{'id':'1','active':true,'available':true,'source_type':'INTERNAL'},"
          + "{'id':'2','active':true,'available':true,'source_type':'EXTERNAL'}]}]";

  private final FakeWire registry =
      new FakeWire()
          .answers(
              "GET /system/status",
              "{'initialization_status':{'instance_identifier':'NAT',"
                  + "'central_server_address':'cs.test'}}")
          .answers("GET /system/version", "{'info':'Postroad 1'}")
          .answers("GET /notifications/alerts", "[]")
          .answers("GET /tokens", WELL)
          .answers(
              "GET /system/high-availability-cluster/status",
              "{'nodes':[{'node_name':'one','status':'OK'}]}")
          .answers("GET /member-classes", "[{'code':'GOV'}]")
          .answers(
              "GET /certification-services",
              "[{'id':1,'name':'Test CA','not_after':'2036-01-01T00:00:00Z'}]")
          .answers(
              "GET /timestamping-services",
              "[{'id':1,'url':'http://tsa','certificate':{'not_after':'2036-01-01T00:00:00Z'}}]")
          .answers(
              "GET /management-services-configuration",
              "{'service_provider_id':'NAT:GOV:1:M','security_server_id':'NAT:GOV:1:s'}");

  @Test
  void aWholeRegistryIsWell() {
    Said said = Typing.at(RegistryFamily.family(), registry).type("status");
    assertEquals(Exit.DONE, said.exitCode(), said.out());
    assertTrue(said.out().startsWith("Instance NAT at cs.test, Postroad 1\n"), said.out());
    assertEquals(List.of(), lines(said, "problem"));
  }

  @Test
  void aClosedTokenIsAProblemWithACommand() {
    registry.answers("GET /tokens", WELL.replace("'logged_in':true", "'logged_in':false"));
    Said said = Typing.at(RegistryFamily.family(), registry).type("status");
    assertEquals(Exit.PROBLEMS, said.exitCode());
    assertEquals(
        List.of(
            "tokens problem token soft is closed, so nothing is signed the registry's"
                + " postroad registry token login soft"),
        lines(said, "problem"));
  }

  @Test
  void whatStopsPublishingIsToldInWords() {
    registry.answers(
        "GET /notifications/alerts",
        "[{'error_code':'status.global_conf_generation.failing','since':'2026-11-21T11:00:00Z'},"
            + "{'error_code':'status.signing_key.internal.token_not_active'}]");
    Said said = Typing.at(RegistryFamily.family(), registry).type("status");
    assertEquals(Exit.PROBLEMS, said.exitCode());
    assertEquals(
        List.of(
            "publishing problem publishing fails since 2026-11-21T11:00:00Z the registry's"
                + " postroad registry node list",
            "publishing problem the key of the internal configuration is in a token that is closed"
                + " the registry's postroad registry token list"),
        lines(said, "problem"));
    assertTrue(
        Typing.at(RegistryFamily.family(), registry)
            .type("alert", "list")
            .out()
            .contains("publishing fails since"));
  }

  @Test
  void anEmptyRegistryIsToldEveryStep() {
    for (String empty :
        List.of(
            "GET /member-classes", "GET /certification-services", "GET /timestamping-services")) {
      registry.answers(empty, "[]");
    }
    registry.answers("GET /management-services-configuration", "{}");
    registry.answers("GET /tokens", WELL.replace("'active':true", "'active':false"));
    String out = Typing.at(RegistryFamily.family(), registry).type("status").out();
    for (String next :
        List.of(
            "key activate 1",
            "key activate 2",
            "class add GOV TEXT",
            "authority add FILE --profile CLASS",
            "timestamping add URL --certificate FILE",
            "management set SUBSYSTEM")) {
      assertTrue(out.contains("postroad registry " + next), next + " in " + out);
    }
  }

  @Test
  void whatEndsAndWhatWaitsIsTold() {
    registry
        .answers(
            "GET /certification-services",
            "[{'id':1,'name':'Old CA','not_after':'2026-11-01T00:00:00Z'},"
                + "{'id':2,'name':'Test CA','not_after':'2026-12-01T12:00:00Z'}]")
        .answers(
            "GET /system/high-availability-cluster/status",
            "{'nodes':[{'node_name':'two','status':'WARN',"
                + "'configuration_generated':'2026-11-21T10:00:00Z'}]}")
        .answers(
            "GET /management-requests?limit=1000&offset=0",
            "{'items':[{'status':'WAITING'},{'status':'SUBMITTED FOR APPROVAL'},"
                + "{'status':'APPROVED'}]}");
    Said said = Typing.at(RegistryFamily.family(), registry).type("status");
    assertEquals(Exit.PROBLEMS, said.exitCode());
    assertEquals(
        List.of(
            "nodes problem node two is WARN, last configuration of 2026-11-21T10:00:00Z of who"
                + " runs two postroad registry node list",
            "authorities problem the certificate of Old CA has expired of Old CA postroad"
                + " registry authority show 1"),
        lines(said, "problem"));
    assertEquals(
        List.of(
            "authorities waits the certificate of Test CA expires in 10 days of Test CA postroad"
                + " registry authority show 2",
            "requests waits 1 request for approval the registry's postroad registry request list"
                + " --status submitted-for-approval",
            "requests waits 1 request without its other half of the servers postroad registry"
                + " request list --status waiting"),
        lines(said, "waits"));
  }

  @Test
  void programsGetTheSameAsData() {
    String json = Typing.at(RegistryFamily.family(), registry).type("status", "-o", "json").out();
    assertTrue(json.contains("\"state\" : \"well\""), json);
    assertTrue(json.contains("\"instance\" : \"NAT\""), json);
  }

  private static List<String> lines(Said said, String state) {
    return said.out()
        .lines()
        .map(line -> line.replaceAll(" {2,}", " "))
        .filter(line -> line.matches("\\S+( \\S+)? " + state + " .*"))
        .toList();
  }
}
