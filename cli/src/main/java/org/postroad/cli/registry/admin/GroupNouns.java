// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Global groups and member classes (E43). */
final class GroupNouns {
  private static final String GROUPS = "/global-groups";
  private static final String GROUP = GROUPS + "/{group_code}";
  private static final String CLASSES = "/member-classes";
  private static final String CLASS = CLASSES + "/{code}";

  private GroupNouns() {}

  static Noun group() {
    Input code =
        argument(
            "GROUP",
            "Its code.",
            Lookup.of("groups", GROUPS, "code"),
            Target.segment("group_code"));
    return Noun.of(
        "group",
        "Global groups: subsystems that are given rights together.",
        Verb.get("list", GROUPS, "Lists the groups.")
            .shows(
                Shape.rows(
                    column("group", "code"),
                    column("members", "member_count"),
                    column("is", "description"))),
        shown(code),
        Verb.post("add", GROUPS, "Adds a group.")
            .takes(
                argument("GROUP", "Its code.", Reading.plain(), Target.field("code")),
                argument("TEXT", "What it is for.", Reading.plain(), Target.field("description")))
            .shows(Shape.sentence("Added group {GROUP}."))
            .next("postroad registry group add-member {GROUP} CLIENT…"),
        Verb.patch("describe", GROUP, "Says what a group is for.")
            .takes(
                code,
                argument("TEXT", "What it is for.", Reading.plain(), Target.field("description")))
            .shows(Shape.sentence("Group {GROUP}: {TEXT}."))
            .changes(GROUP),
        Verb.delete("remove", GROUP, "Removes a group, and with it the rights it was given.")
            .takes(code)
            .shows(Shape.sentence("Removed group {GROUP}."))
            .changes(GROUP)
            .confirms("GROUP"),
        members(code),
        filters(code),
        addsMembers(code),
        removesMembers(code));
  }

  private static Verb shown(Input code) {
    return Verb.get("show", GROUP, "Shows a group.")
        .takes(code)
        .shows(
            Shape.card(
                column("group", "code"),
                column("is", "description"),
                column("members", "member_count"),
                column("made", "created_at")));
  }

  private static Input clients() {
    return Input.arguments(
        "CLIENT", "As NAT:GOV:1:People.", Reading.client(), Target.fields("items"));
  }

  private static Verb removesMembers(Input code) {
    return Verb.post("remove-member", GROUP + "/members/delete", "Takes some out of a group.")
        .takes(code, clients())
        .shows(Shape.sentence("Not in group {GROUP} any more: {CLIENT}."))
        .confirms("CLIENT");
  }

  private static Verb addsMembers(Input code) {
    return Verb.post("add-member", GROUP + "/members/add", "Puts members or subsystems in a group.")
        .takes(code, clients())
        .shows(Shape.sentence("In group {GROUP}: {CLIENT}."));
  }

  private static Verb filters(Input code) {
    return Verb.get(
            "filters", GROUP + "/members/filter-model", "Shows what --class and such can be.")
        .takes(code)
        .shows(
            Shape.card(
                column("instances", "instances"),
                column("classes", "member_classes"),
                column("codes", "codes"),
                column("subsystems", "subsystems")));
  }

  private static Verb members(Input code) {
    return Verb.post("members", GROUP + "/members", "Lists the members of a group.")
        .takes(
            code,
            Input.text("--query TEXT", "In the name or a code.", Target.field("query")),
            Input.text("--instance NAME", "Of this instance.", Target.field("instance")),
            Input.text("--class CLASS", "Of this member class.", Target.field("member_class")),
            Input.options(
                "--code CODE", "Of this member.", Reading.plain(), Target.fields("codes")),
            Input.options(
                "--subsystem CODE",
                "With this subsystem code.",
                Reading.plain(),
                Target.fields("subsystems")),
            Input.options(
                "--type TYPE",
                "member or subsystem.",
                Reading.oneOf("member", "subsystem"),
                Target.fields("types")))
        .shows(
            Shape.pages(
                Identity.column("client", "client_id"),
                column("name", "name"),
                column("since", "created_at")))
        .asks();
  }

  static Noun memberClass() {
    Input code =
        argument(
            "CLASS",
            "Its code, as GOV.",
            Lookup.of("member classes", CLASSES, "code"),
            Target.segment("code"));
    return Noun.of(
        "class",
        "Member classes.",
        Verb.get("list", CLASSES, "Lists the classes.")
            .shows(Shape.rows(column("class", "code"), column("is", "description"))),
        Verb.post("add", CLASSES, "Adds a class.")
            .takes(
                argument("CLASS", "Its code, as GOV.", Reading.plain(), Target.field("code")),
                argument("TEXT", "Who is in it.", Reading.plain(), Target.field("description")))
            .shows(Shape.sentence("Added class {CLASS}."))
            .next("postroad registry member add INSTANCE:{CLASS}:CODE --name TEXT"),
        Verb.patch("describe", CLASS, "Says who is in a class.")
            .takes(
                code,
                argument("TEXT", "Who is in it.", Reading.plain(), Target.field("description")))
            .shows(Shape.sentence("Class {CLASS}: {TEXT}.")),
        Verb.delete("remove", CLASS, "Removes a class that has no members.")
            .takes(code)
            .shows(Shape.sentence("Removed class {CLASS}."))
            .confirms("CLASS"));
  }
}
