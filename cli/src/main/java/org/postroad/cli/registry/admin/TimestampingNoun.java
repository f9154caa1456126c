// SPDX-License-Identifier: MIT
package org.postroad.cli.registry.admin;

import static org.postroad.cli.administration.Column.column;
import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.Column;
import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Lookup;
import org.postroad.cli.administration.Noun;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Shape;
import org.postroad.cli.administration.Target;
import org.postroad.cli.administration.Verb;

/** Approved time-stamping services (E44). */
final class TimestampingNoun {
  private static final String ALL = "/timestamping-services";
  private static final String ONE = ALL + "/{timestamping_service_id}";

  private static final Column[] COLUMNS = {
    column("service", "id"),
    column("name", "name"),
    column("address", "url"),
    column("subject", "certificate.subject_distinguished_name"),
    column("until", "certificate.not_after"),
    column("interval", "timestamping_interval"),
    column("costs", "cost")
  };

  private TimestampingNoun() {}

  static Noun noun() {
    Input id =
        argument(
            "SERVICE",
            "Its number, address or name.",
            Lookup.of("time-stamping services", ALL, "id", "url", "name"),
            Target.segment("timestamping_service_id"));
    return Noun.of(
        "timestamping",
        "Time-stamping services that the instance trusts.",
        Verb.get("list", ALL, "Lists the services.").shows(Shape.rows(COLUMNS)),
        Verb.get("show", ONE, "Shows a service.").takes(id).shows(Shape.card(COLUMNS)),
        Verb.post("add", ALL, "Trusts a service.")
            .takes(
                argument("URL", "Where it answers.", Reading.plain(), Target.text("url")),
                TrustNouns.file(Input.Form.NEEDED, "--certificate FILE"),
                TrustNouns.cost("cost_type"))
            .shows(Shape.card(COLUMNS)),
        Verb.patch("set", ONE, "Changes a service.")
            .takes(
                id,
                Input.text("--address URL", "Where it answers.", Target.text("url")),
                TrustNouns.file(Input.Form.OPTION, "--certificate FILE"),
                TrustNouns.cost("cost_type"))
            .shows(Shape.card(COLUMNS))
            .changes(ONE),
        Verb.delete("remove", ONE, "Trusts a service no more.")
            .takes(id)
            .shows(Shape.sentence("Removed time-stamping service {SERVICE}."))
            .changes(ONE)
            .confirms("SERVICE"));
  }
}
