// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Values;
import org.postroad.cli.administration.Verb;
import tools.jackson.databind.JsonNode;

/** The groups that a client keeps for its own services (E22). */
final class GroupNoun {
  private static final String GROUPS = "/clients/{client}/local-groups";
  private static final String GROUP = "/local-groups/{group}";

  private GroupNoun() {}

  static Noun noun() {
    return Noun.of(
        "group",
        "Groups of a client: who may be given rights together.",
        Verb.get("list", GROUPS, "Lists the groups of a client.")
            .takes(ServerInput.client())
            .shows(
                Shape.rows(
                    column("group", "code"),
                    column("what", "description"),
                    column("members", "member_count"))),
        Verb.get("show", GROUP, "Shows a group and who is in it.")
            .takes(ServerInput.client(), ServerInput.group())
            .shows(
                Shape.card(
                    column("group", "code"),
                    column("what", "description"),
                    new Column("members", GroupNoun::members))),
        Verb.post("add", GROUPS, "Adds a group.")
            .takes(
                ServerInput.client(),
                argument("CODE", "What it is known by.", Reading.plain(), Target.field("code")),
                argument("TEXT", "What it is for.", Reading.plain(), Target.field("description")))
            .shows(Shape.sentence("Added group {CODE} of {CLIENT}."))
            .next("postroad server group add-member {CLIENT} {CODE} MEMBER"),
        Verb.patch("describe", GROUP, "Changes what a group is for.")
            .takes(
                ServerInput.client(),
                ServerInput.group(),
                argument("TEXT", "What it is for.", Reading.plain(), Target.field("description")))
            .shows(Shape.sentence("Group {GROUP} is for {TEXT}."))
            .changes(GROUP),
        Verb.delete("remove", GROUP, "Removes a group and its rights.")
            .takes(ServerInput.client(), ServerInput.group())
            .shows(Shape.sentence("Removed group {GROUP} of {CLIENT}."))
            .changes(GROUP)
            .confirms("GROUP"),
        Verb.post("add-member", GROUP + "/members", "Takes somebody in.")
            .takes(ServerInput.client(), ServerInput.group(), members())
            .shows(Shape.sentence("{MEMBER} may do what {GROUP} may.")),
        Verb.post("remove-member", GROUP + "/members/delete", "Takes somebody out.")
            .takes(ServerInput.client(), ServerInput.group(), members())
            .shows(Shape.sentence("{MEMBER} is not in {GROUP} any more."))
            .confirms("GROUP"));
  }

  private static Input members() {
    return Input.arguments(
        "MEMBER", "Subsystems or members.", Reading.client(), Target.fields("items"));
  }

  private static String members(JsonNode group) {
    return StreamSupport.stream(group.path("members").spliterator(), false)
        .map(member -> Values.text(member, "id") + " (" + Values.text(member, "name") + ")")
        .collect(Collectors.joining(", "));
  }
}
