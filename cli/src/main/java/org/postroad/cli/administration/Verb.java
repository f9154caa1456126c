// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command: what it takes, what it sends, how it shows the answer. Whoever reads these
 * declarations knows all commands; {@link VerbCommand} runs every one of them.
 *
 * @param method and {@code path} of the operation of the API
 */
public record Verb(
    String name,
    String help,
    String method,
    String path,
    List<Input> inputs,
    Shape shape,
    Care care)
    implements Entry {

  /**
   * What is done before something is changed, and said after it.
   *
   * @param typed the argument whose value somebody must type once more
   * @param current path of what is there before the change
   * @param difference path of what the program says of what would change, which nothing here knows
   * @param keeps fields that are sent as they are, where nobody typed others
   * @param accepting how it is said that what is done besides is wanted
   * @param next what to type next, with what was typed for {@code {MEMBER}}
   * @param harmless for a call that asks, whatever its method
   */
  public record Care(
      Optional<String> typed,
      Optional<String> current,
      Optional<String> difference,
      List<String> keeps,
      Optional<Accepting> accepting,
      Optional<String> next,
      boolean harmless) {
    static final Care NONE =
        new Care(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            false);
  }

  /** What is sent at first, and what once somebody has seen the warnings. */
  record Accepting(Optional<Target> first, Target then) {}

  public static Verb get(String name, String path, String help) {
    return new Verb(name, help, "GET", path, List.of(), Shape.card(), Care.NONE);
  }

  public static Verb post(String name, String path, String help) {
    return new Verb(name, help, "POST", path, List.of(), Shape.card(), Care.NONE);
  }

  public static Verb put(String name, String path, String help) {
    return new Verb(name, help, "PUT", path, List.of(), Shape.card(), Care.NONE);
  }

  public static Verb patch(String name, String path, String help) {
    return new Verb(name, help, "PATCH", path, List.of(), Shape.card(), Care.NONE);
  }

  public static Verb delete(String name, String path, String help) {
    return new Verb(name, help, "DELETE", path, List.of(), Shape.sentence("Removed."), Care.NONE);
  }

  /** With one more input, after the others. */
  public Verb takes(Input... more) {
    List<Input> all = new ArrayList<>(inputs);
    all.addAll(List.of(more));
    return new Verb(name, help, method, path, List.copyOf(all), shape, care);
  }

  public Verb shows(Shape other) {
    return new Verb(name, help, method, path, inputs, other, care);
  }

  /** What is there before the change is read from this path. */
  public Verb changes(String path) {
    return with(
        new Care(
            care.typed,
            Optional.of(path),
            care.difference,
            care.keeps,
            care.accepting,
            care.next,
            care.harmless));
  }

  /** What would change is asked at this path, by {@code --dry-run}. */
  public Verb differs(String path) {
    return with(
        new Care(
            care.typed,
            care.current,
            Optional.of(path),
            care.keeps,
            care.accepting,
            care.next,
            care.harmless));
  }

  /** These fields of what is there before are sent too, where nobody typed others. */
  public Verb keeps(String... fields) {
    return with(
        new Care(
            care.typed,
            care.current,
            care.difference,
            List.of(fields),
            care.accepting,
            care.next,
            care.harmless));
  }

  /** Warnings must be accepted, by a field of what is sent. */
  public Verb warns() {
    Target field = Target.flag("ignore_warnings");
    return accepts(new Accepting(Optional.of(field), field));
  }

  /** Warnings must be accepted, by the query. */
  public Verb warnsInQuery() {
    return accepts(new Accepting(Optional.empty(), Target.query("ignore_warnings")));
  }

  private Verb accepts(Accepting accepting) {
    return with(
        new Care(
            care.typed,
            care.current,
            care.difference,
            care.keeps,
            Optional.of(accepting),
            care.next,
            care.harmless));
  }

  /** Somebody must type the value of this argument once more. */
  public Verb confirms(String argument) {
    return with(
        new Care(
            Optional.of(argument),
            care.current,
            care.difference,
            care.keeps,
            care.accepting,
            care.next,
            care.harmless));
  }

  public Verb next(String command) {
    return with(
        new Care(
            care.typed,
            care.current,
            care.difference,
            care.keeps,
            care.accepting,
            Optional.of(command),
            care.harmless));
  }

  /** For what asks by sending something. */
  public Verb asks() {
    return with(
        new Care(
            care.typed,
            care.current,
            care.difference,
            care.keeps,
            care.accepting,
            care.next,
            true));
  }

  private Verb with(Care other) {
    return new Verb(name, help, method, path, inputs, shape, other);
  }

  boolean isChange() {
    return !method.equals("GET") && !care.harmless();
  }

  boolean isPaged() {
    return shape instanceof Shape.Rows rows && rows.paged();
  }
}
