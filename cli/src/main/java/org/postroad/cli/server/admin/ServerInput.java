// SPDX-License-Identifier: MIT
package org.postroad.cli.server.admin;

import static org.postroad.cli.administration.Input.argument;

import org.postroad.cli.administration.Input;
import org.postroad.cli.administration.Reading;
import org.postroad.cli.administration.Target;

/** What many commands take. */
final class ServerInput {
  private static final int SUBSYSTEM = 4;

  private ServerInput() {}

  static Input client() {
    return argument(
        "CLIENT",
        "As NAT:GOV:1 or NAT:GOV:1:People.",
        ServerReading.client(),
        Target.segment("client"));
  }

  /** A service, and who offers it. */
  static Input service() {
    return argument(
        "SERVICE",
        "As NAT:GOV:1:People:getPerson or …:getPerson:v1.",
        ServerReading.service(),
        Target.segment("service"),
        Target.segment(SUBSYSTEM, "client"));
  }

  static Input endpoint() {
    return argument(
        "ENDPOINT", "As 'GET /people/*'.", ServerReading.endpoint(), Target.segment("endpoint"));
  }

  static Input group() {
    return argument("GROUP", "Its code.", ServerReading.group(), Target.segment("group"));
  }

  static Input description() {
    return argument(
        "URL", "Its address.", ServerReading.description(), Target.segment("description"));
  }

  /** A file with a certificate, which is all that is sent. */
  static Input certificate() {
    return argument("FILE", "The certificate (PEM or DER).", Reading.plain(), Target.whole());
  }
}
