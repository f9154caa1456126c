// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.List;

/**
 * Something a command takes.
 *
 * @param name {@code MEMBER} of an argument, {@code --name TEXT} of an option
 * @param targets where it goes; the same value may go to several places
 */
public record Input(Form form, String name, String help, Reading reading, List<Target> targets) {

  /** How it is typed. */
  public enum Form {
    ARGUMENT,
    ARGUMENTS,
    OPTION,
    NEEDED,
    OPTIONS,
    FLAG,
    /** An option that names a file with a secret; without it somebody is asked. */
    SECRET
  }

  public static Input argument(String label, String help, Reading reading, Target... targets) {
    return new Input(Form.ARGUMENT, label, help, reading, List.of(targets));
  }

  /** One or more, the last on the line. */
  public static Input arguments(String label, String help, Reading reading, Target... targets) {
    return new Input(Form.ARGUMENTS, label, help, reading, List.of(targets));
  }

  public static Input option(String name, String help, Reading reading, Target... targets) {
    return new Input(Form.OPTION, name, help, reading, List.of(targets));
  }

  /** An option that is sent as it is typed. */
  public static Input text(String name, String help, Target... targets) {
    return option(name, help, Reading.plain(), targets);
  }

  /** An option that must be there. */
  public static Input needed(String name, String help, Reading reading, Target... targets) {
    return new Input(Form.NEEDED, name, help, reading, List.of(targets));
  }

  public static Input neededText(String name, String help, Target... targets) {
    return needed(name, help, Reading.plain(), targets);
  }

  /** An option that may be given more than once. */
  public static Input options(String name, String help, Reading reading, Target... targets) {
    return new Input(Form.OPTIONS, name, help, reading, List.of(targets));
  }

  /** An option without a value. */
  public static Input flag(String name, String help, Target... targets) {
    return new Input(Form.FLAG, name, help, Reading.plain(), List.of(targets));
  }

  public static Input secret(String name, String help, Target target) {
    return new Input(Form.SECRET, name, help, Reading.plain(), List.of(target));
  }

  boolean isPositional() {
    return form == Form.ARGUMENT || form == Form.ARGUMENTS;
  }

  /** {@code --name} of {@code --name TEXT}, or the label of an argument. */
  String key() {
    return name.split(" ", -1)[0];
  }

  /** {@code TEXT} of {@code --name TEXT}, or the label of an argument. */
  String label() {
    String[] words = name.split(" ", -1);
    return words[words.length - 1];
  }
}
