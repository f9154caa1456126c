// SPDX-License-Identifier: MIT

package org.postroad.cli.registry.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postroad.cli.administration.Exit;
import org.postroad.cli.administration.FakeApi;
import org.postroad.cli.administration.FakeApi.Call;
import org.postroad.cli.administration.Typing;

class MemberNounsTest {
  private static final String MEMBER =
      """
      {"client_id":{"instance_id":"TEST","type":"MEMBER","member_class":"GOV","member_code":"1",\
      "encoded_id":"TEST:GOV:1"},"member_name":"Population Agency"}\
      """;

  @TempDir private Path directory;
  private FakeApi registry;
  private Typing typing;

  @BeforeEach
  void open() throws IOException {
    registry = FakeApi.open(RegistryFamily.PROGRAM, directory);
    registry.answers(
        "GET /system/status",
        200,
        "{\"initialization_status\":{\"instance_identifier\":\"TEST\"}}");
    typing = Typing.with(RegistryFamily.family(), "--context", registry.context());
  }

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void addsAMemberAndSaysWhatToTypeNext() {
    registry.answers("POST /members", 201, MEMBER);
    var said =
        typing.type(
            "member", "add", "TEST:GOV:1", "--name", "Population Agency", "--why", "Law 7, § 3");
    assertEquals(0, said.exitCode(), said.err());
    assertEquals(
        """
        Added member TEST:GOV:1, Population Agency.
        Next: postroad registry subsystem add TEST:GOV:1:CODE
        """,
        said.out());
    assertEquals(
        new Call(
            "POST",
            "/members",
            "application/json",
            Optional.of("Law 7, %C2%A7 3"),
            "{\"member_id\":{\"member_class\":\"GOV\",\"member_code\":\"1\"},"
                + "\"member_name\":\"Population Agency\"}"),
        registry.calls().getLast());
  }

  @Test
  void givesProgramsTheAnswerAsItCame() {
    registry.answers("GET /members/TEST:GOV:1", 200, MEMBER);
    String json = typing.type("member", "show", "TEST/GOV/1", "-o", "json").out();
    assertTrue(json.contains("\"encoded_id\" : \"TEST:GOV:1\""), json);
    assertEquals(
        "id    TEST:GOV:1\nname  Population Agency\n",
        typing.type("member", "show", "TEST:GOV:1").out());
  }

  @Test
  void refusesAMemberOfAnotherInstanceBeforeAnythingIsSent() {
    var said = typing.type("member", "add", "OTHER:GOV:1", "--name", "X");
    assertEquals(Exit.USAGE, said.exitCode());
    assertTrue(
        said.err()
            .startsWith("MEMBER: 'OTHER:GOV:1' is of instance OTHER, and this registry is of TEST"),
        said.err());
    assertTrue(registry.calls().stream().noneMatch(call -> call.method().equals("POST")));
  }

  @Test
  void listsAllPages() {
    String page = "{\"clients\":[" + "ONE,".repeat(99) + "ONE],\"paging_metadata\":%s}";
    String metadata = "{\"total_items\":101,\"items\":100,\"limit\":100,\"offset\":0}";
    registry.answers(
        "GET /clients?client_type=MEMBER&limit=100&offset=0",
        200,
        page.replace("ONE", MEMBER).replace("%s", metadata));
    registry.answers(
        "GET /clients?client_type=MEMBER&limit=100&offset=1",
        200,
        "{\"clients\":[" + MEMBER + "],\"paging_metadata\":" + metadata + "}");
    var said = typing.type("member", "list");
    assertEquals(102, said.out().lines().count(), said.out());
    assertEquals(
        "id          name\nTEST:GOV:1  Population Agency",
        String.join("\n", said.out().lines().limit(2).toList()));
  }

  @Test
  void showsWhatWouldChangeAndSendsNothing() {
    registry.answers("GET /members/TEST:GOV:1", 200, MEMBER);
    var said = typing.type("member", "rename", "TEST:GOV:1", "Registry of People", "--dry-run");
    assertEquals(
        """
        Nothing was sent. This would be:
          PATCH /members/TEST:GOV:1
        field        now                then
        member_name  Population Agency  Registry of People
        """,
        said.out());
    assertEquals(List.of("GET"), registry.calls().stream().map(Call::method).toList());
  }

  @Test
  void removesWhenTheCodeIsTyped() {
    registry.answers("DELETE /members/TEST:GOV:1", 204, "");
    var alone = typing.type("member", "remove", "TEST:GOV:1");
    assertEquals(Exit.USAGE, alone.exitCode());
    assertTrue(alone.err().contains("say --yes to do it"), alone.err());
    typing.answersWith("2");
    assertEquals(Exit.USAGE, typing.type("member", "remove", "TEST:GOV:1").exitCode());
    assertEquals(List.of(), registry.calls());
    typing.answersWith("1");
    assertEquals(
        "Removed member TEST:GOV:1.\n", typing.type("member", "remove", "TEST:GOV:1").out());
    assertEquals(Exit.DONE, typing.type("member", "remove", "TEST:GOV:1", "--yes").exitCode());
  }

  @Test
  void saysWhatIsWrongWithAnIdentifier() {
    var said = typing.type("member", "show", "TEST:GOV");
    assertEquals(Exit.USAGE, said.exitCode());
    assertTrue(
        said.err().startsWith("MEMBER: 'TEST:GOV' is no identifier of a member like NAT:GOV:1"),
        said.err());
  }

  @Test
  void tellsARuleFromAFailureAndFromAMissingRole() {
    registry.answers(
        "POST /members",
        409,
        "{\"status\":409,\"error\":{\"code\":\"member_exists\",\"metadata\":[\"TEST:GOV:1\"]}}");
    var refused = typing.type("member", "add", "TEST:GOV:1", "--name", "X");
    assertEquals(Exit.REFUSED, refused.exitCode());
    assertEquals("Refused: this member is there already: TEST:GOV:1\n", refused.err());
    registry.answers("POST /members", 403, "");
    var forbidden = typing.type("member", "add", "TEST:GOV:1", "--name", "X");
    assertEquals(Exit.REFUSED, forbidden.exitCode());
    assertEquals("The roles of this API token do not allow POST /members\n", forbidden.err());
    registry.answers("POST /members", 500, "<html>");
    var failed = typing.type("member", "add", "TEST:GOV:1", "--name", "X");
    assertEquals(Exit.FAILED, failed.exitCode());
    assertEquals("The registry failed with status 500 at POST /members\n", failed.err());
  }

  @Test
  void suggestsWhatMayHaveBeenMeant() {
    registry.answers(
        "GET /member-classes", 200, "[{\"code\":\"GOV\",\"description\":\"Authorities\"}]");
    var said = typing.type("class", "remove", "GOW", "--yes");
    assertEquals(Exit.FAILED, said.exitCode());
    assertEquals("not found; did you mean GOV?\n", said.err());
    assertEquals("not found\n", typing.type("class", "remove", "GOV", "--yes").err());
  }

  @Test
  void doesNotTrustAnotherCertificate() throws IOException {
    Path other = Files.createDirectory(directory.resolve("other"));
    try (FakeApi stranger = FakeApi.open(RegistryFamily.PROGRAM, other)) {
      var said = typing.type("class", "list", "--url", stranger.url());
      assertEquals(Exit.NOT_REACHABLE, said.exitCode());
      assertTrue(said.err().contains("does not prove that it is the registry"), said.err());
      assertEquals(List.of(), stranger.calls());
    }
  }

  @Test
  void saysThatNobodyAnswers() {
    registry.close();
    var said = typing.type("class", "list");
    assertEquals(Exit.NOT_REACHABLE, said.exitCode());
    assertTrue(said.err().contains("does not answer"), said.err());
  }

  @Test
  void neverShowsTheToken() throws IOException {
    Path token = directory.resolve("admin").resolve("token");
    Files.writeString(token, "a wrong token");
    var said = typing.type("class", "list");
    assertEquals(Exit.REFUSED, said.exitCode());
    assertFalse(said.err().contains("a wrong token"), said.err());
    assertTrue(said.err().startsWith("The registry does not know this API token"), said.err());
  }
}
