// SPDX-License-Identifier: MIT
package org.postroad.cli.log;

import java.time.Instant;
import java.util.Optional;
import org.postroad.cli.output.TypedTime;
import org.postroad.securityserver.admin.RecordFilter;
import org.postroad.securityserver.messagelog.Kind;
import org.postroad.securityserver.messagelog.Outcome;
import org.postroad.securityserver.messagelog.Side;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which records a command is about; mixed in with {@code @Mixin}. */
final class FilterOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Logged then or later: " + TypedTime.FORMS + ".")
  private Optional<Instant> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Logged before.")
  private Optional<Instant> to = Optional.empty();

  @Option(
      names = "--client",
      paramLabel = "ID",
      description = "Who called: INST/CLASS/MEMBER/SUBSYSTEM, or a member with all its subsystems.")
  private Optional<String> client = Optional.empty();

  @Option(
      names = "--service",
      paramLabel = "ID",
      description =
          "What was called: INST/CLASS/MEMBER/SUBSYSTEM/SERVICE[/VERSION], or a provider.")
  private Optional<String> service = Optional.empty();

  @Option(names = "--query-id", paramLabel = "ID", description = "The message's id.")
  private Optional<String> queryId = Optional.empty();

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "The exchange's id, x-road-request-id.")
  private Optional<String> requestId = Optional.empty();

  @Option(names = "--user", paramLabel = "ID", description = "The message's user id.")
  private Optional<String> userId = Optional.empty();

  @Option(names = "--issue", paramLabel = "ID", description = "The message's issue.")
  private Optional<String> issue = Optional.empty();

  @Option(
      names = "--outcome",
      paramLabel = "OUTCOME",
      description = "succeeded or failed, as responses say.")
  private Optional<Outcome> outcome = Optional.empty();

  @Option(names = "--side", paramLabel = "SIDE", description = "consumer or provider.")
  private Optional<Side> side = Optional.empty();

  @Option(names = "--kind", paramLabel = "KIND", description = "request or response.")
  private Optional<Kind> kind = Optional.empty();

  /** An identifier that nobody can have is wrong usage. */
  RecordFilter filter(CommandLine command) {
    try {
      return new RecordFilter(
              from, to, client, service, queryId, requestId, userId, issue, outcome, side, kind)
          .checked();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
  }
}
