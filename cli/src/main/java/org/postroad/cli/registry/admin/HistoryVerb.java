// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.option;

import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** What changed, by whom and why (D27). */
final class HistoryVerb {
  private HistoryVerb() {}

  static Verb verb() {
    return Verb.get("history", "/history", "Lists what changed field by field, the newest first.")
        .takes(
            Input.text("--query TEXT", "In anything of a line.", Target.query("query")),
            Input.text("--kind KIND", "As member, security-server.", Target.query("kind")),
            Input.text("--record NAME", "As NAT:GOV:1.", Target.query("record")),
            Input.text("--who NAME", "Of changes somebody made.", Target.query("who")),
            option("--since TIME", "As 2026-11-21 or 7d.", Reading.time(), Target.query("since")),
            option("--until TIME", "Before this time.", Reading.time(), Target.query("until")))
        .shows(
            Shape.pages(
                column("time", "time"),
                column("who", "who"),
                column("did", "operation"),
                column("kind", "kind"),
                column("record", "record"),
                column("field", "field"),
                column("before", "before"),
                column("after", "after"),
                column("why", "why")));
  }
}
