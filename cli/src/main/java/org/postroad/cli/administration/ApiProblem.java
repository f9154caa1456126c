// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Why the API did not do something, in words: the code it gave, what it says, what to type. */
final class ApiProblem {
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;
  private static final int NOT_FOUND = 404;

  /** Codes whose words alone would not tell enough. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("invalid_member_id", "this is no identifier of a member"),
          Map.entry("invalid_subsystem_id", "this is no identifier of a subsystem"),
          Map.entry("member_class_is_in_use", "members of this class are there"),
          Map.entry("global_group_exists", "a group of this code is there already"),
          Map.entry("member_exists", "this member is there already"),
          Map.entry("member_class_exists", "this member class is there already"),
          Map.entry("subsystem_exists", "this subsystem is there already"),
          Map.entry("validation_failure", "a value is not as it must be"),
          Map.entry("warnings_detected", "this has consequences that must be accepted"));

  private final Program program;

  ApiProblem(Program program) {
    this.program = program;
  }

  ApiFailed of(ApiRequest request, ApiAnswer answer) {
    JsonNode body = body(answer);
    String text = text(body);
    String done = request.method() + " " + request.path();
    return switch (answer.status()) {
      case UNAUTHORIZED ->
          refused(
              answer,
              "The "
                  + program.name()
                  + " does not know this API token; "
                  + program.command()
                  + " apikey --help");
      case FORBIDDEN ->
          refused(answer, "The roles of this API token do not allow " + done + and(text));
      case BAD_REQUEST, CONFLICT, TOO_LARGE ->
          new ApiFailed(
              Exit.REFUSED,
              answer.status(),
              "Refused" + (text.isEmpty() ? ": " + done : and(text)),
              Warnings.lines(body.path("warnings")));
      case NOT_FOUND -> new ApiFailed(Exit.FAILED, answer.status(), notFound(body, done));
      case TOO_MANY ->
          new ApiFailed(
              Exit.FAILED, answer.status(), "Too many calls in a minute; wait and try again");
      default ->
          new ApiFailed(
              Exit.FAILED,
              answer.status(),
              "The "
                  + program.name()
                  + " failed with status "
                  + answer.status()
                  + " at "
                  + done
                  + and(text));
    };
  }

  /** Something that is not there, or an operation that this program does not have. */
  private String notFound(JsonNode body, String done) {
    String code = Values.text(body, "error.code");
    return code.isEmpty() || code.equals("resource_not_found")
        ? "This " + program.name() + " does not offer " + done
        : text(body);
  }

  private static ApiFailed refused(ApiAnswer answer, String text) {
    return new ApiFailed(Exit.REFUSED, answer.status(), text);
  }

  static String words(String code) {
    return WORDS.getOrDefault(code, code.replace('_', ' ').replace('.', ' '));
  }

  private static String and(String text) {
    return text.isEmpty() ? "" : ": " + text;
  }

  private static JsonNode body(ApiAnswer answer) {
    try {
      return answer.json();
    } catch (ApiFailed notJson) {
      return new ApiAnswer(answer.status(), answer.disposition(), new byte[0]).json();
    }
  }

  private static String text(JsonNode body) {
    JsonNode error = body.path("error");
    List<String> parts = new ArrayList<>();
    described(error, parts);
    error
        .path("validation_errors")
        .properties()
        .forEach(field -> parts.add(field.getKey() + " is " + Values.text(field.getValue())));
    StreamSupport.stream(body.path("warnings").spliterator(), false)
        .forEach(warning -> described(warning, parts));
    return String.join("; ", parts);
  }

  private static void described(JsonNode problem, List<String> parts) {
    String code = problem.path("code").asString("");
    if (code.isEmpty()) {
      return;
    }
    String words = words(code);
    String metadata =
        StreamSupport.stream(problem.path("metadata").spliterator(), false)
            .map(Values::text)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(", "));
    parts.add(metadata.isEmpty() ? words : words + ": " + metadata);
  }
}
