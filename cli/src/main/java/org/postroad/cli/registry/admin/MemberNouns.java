// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;
import static org.postroad.cli.administration.Input.option;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Members, their subsystems, and what both are called: clients (E40). */
final class MemberNouns {
  private static final String MEMBER = "/members/{member_id}";
  private static final String SUBSYSTEM = "/subsystems/{subsystem_id}";

  private static final Column[] CLIENT = {
    Identity.column("id", "client_id"),
    column("name", "member_name"),
    column("subsystem name", "subsystem_name")
  };

  private MemberNouns() {}

  static Noun member() {
    Input id = argument("MEMBER", "As NAT:GOV:1.", Reading.member(), Target.segment("member_id"));
    return Noun.of(
        "member",
        "Members: who takes part.",
        Verb.get("list", "/clients?client_type=MEMBER", "Lists the members.")
            .takes(Input.text("--query TEXT", "In the name or a code.", Target.query("q")))
            .shows(Shape.pages(Identity.column("id", "client_id"), column("name", "member_name"))),
        Verb.get("show", MEMBER, "Shows a member.").takes(id).shows(Shape.card(CLIENT)),
        Verb.get("servers", MEMBER + "/owned-servers", "Lists the servers a member owns.")
            .takes(id)
            .shows(ServerNouns.rows()),
        Verb.get("used-servers", MEMBER + "/used-servers", "Lists the servers it is a client of.")
            .takes(id)
            .shows(ServerNouns.rows()),
        Verb.get("groups", MEMBER + "/global-groups", "Lists the groups a member is in.")
            .takes(id)
            .shows(
                Shape.rows(
                    column("group", "group_code"),
                    column("subsystem", "subsystem"),
                    column("since", "added_to_group"))),
        Verb.post("add", "/members", "Adds a member.")
            .takes(
                argument(
                    "MEMBER",
                    "As NAT:GOV:1, of this instance and a class that is there.",
                    RegistryReading.ofThisInstance(Reading.member()),
                    Target.part(1, "member_id.member_class"),
                    Target.part(2, "member_id.member_code")),
                Input.neededText(
                    "--name TEXT", "What people call it.", Target.field("member_name")))
            .shows(Shape.sentence("Added member {MEMBER}, {--name}."))
            .next("postroad registry subsystem add {MEMBER}:CODE"),
        Verb.patch("rename", MEMBER, "Gives a member another name.")
            .takes(
                id, argument("NAME", "Its new name.", Reading.plain(), Target.field("member_name")))
            .shows(Shape.sentence("Member {MEMBER} is called {NAME} now."))
            .changes(MEMBER),
        Verb.delete("remove", MEMBER, "Removes a member, its subsystems and servers.")
            .takes(id)
            .shows(Shape.sentence("Removed member {MEMBER}."))
            .changes(MEMBER)
            .confirms("MEMBER"));
  }

  static Noun subsystem() {
    Input id =
        argument(
            "SUBSYSTEM",
            "As NAT:GOV:1:People.",
            Reading.subsystem(),
            Target.segment("subsystem_id"));
    return Noun.of(
        "subsystem",
        "Subsystems: the parts of a member that exchange messages.",
        Verb.get("list", MEMBER + "/subsystems", "Lists a member's subsystems and their servers.")
            .takes(
                argument("MEMBER", "As NAT:GOV:1.", Reading.member(), Target.segment("member_id")))
            .shows(
                Shape.rows(
                    Identity.column("id", "subsystem_id"),
                    column("name", "subsystem_name"),
                    new Column("servers", Servers::used))),
        Verb.post("add", "/subsystems", "Adds a subsystem.")
            .takes(
                argument(
                    "SUBSYSTEM",
                    "As NAT:GOV:1:People.",
                    RegistryReading.ofThisInstance(Reading.subsystem()),
                    Target.part(1, "subsystem_id.member_class"),
                    Target.part(2, "subsystem_id.member_code"),
                    Target.part(3, "subsystem_id.subsystem_code")),
                Input.text("--name TEXT", "What people call it.", Target.field("subsystem_name")))
            .shows(Shape.sentence("Added subsystem {SUBSYSTEM}."))
            .next("its security server registers it, or postroad registry request add client"),
        Verb.patch("rename", SUBSYSTEM, "Gives a subsystem another name.")
            .takes(
                id,
                argument("NAME", "Its new name.", Reading.plain(), Target.field("subsystem_name")))
            .shows(Shape.sentence("Subsystem {SUBSYSTEM} is called {NAME} now.")),
        Verb.delete("remove", SUBSYSTEM, "Removes a subsystem that no server has.")
            .takes(id)
            .shows(Shape.sentence("Removed subsystem {SUBSYSTEM}."))
            .confirms("SUBSYSTEM"),
        Verb.delete("unregister", SUBSYSTEM + "/servers/{server_id}", "Takes it from a server.")
            .takes(id, ServerNouns.server())
            .shows(Shape.sentence("Subsystem {SUBSYSTEM} is no client of {SERVER} any more."))
            .confirms("SUBSYSTEM"));
  }

  static Noun client() {
    return Noun.of(
        "client",
        "Members and subsystems together.",
        Verb.get("search", "/clients", "Finds members and subsystems.")
            .takes(
                Input.text("--query TEXT", "In the name or a code.", Target.query("q")),
                Input.text("--name TEXT", "In the member's name.", Target.query("name")),
                Input.text("--instance TEXT", "In the instance.", Target.query("instance")),
                Input.text("--class TEXT", "In the member class.", Target.query("member_class")),
                Input.text("--code TEXT", "In the member code.", Target.query("member_code")),
                Input.text("--subsystem TEXT", "In its code.", Target.query("subsystem_code")),
                option(
                    "--type TYPE",
                    "Of this type, member or subsystem.",
                    Reading.oneOf("member", "subsystem"),
                    Target.query("client_type")),
                option(
                    "--server SERVER",
                    "Of this security server.",
                    Reading.server(),
                    Target.query("security_server")))
            .shows(Shape.pages(CLIENT)));
  }
}
