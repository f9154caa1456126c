// SPDX-License-Identifier: MIT
package org.postroad.cli.process;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option of every command can be given by an environment variable: {@code postroad log search
 * --limit 5} is {@code POSTROAD_OPT_LOG_SEARCH_LIMIT=5}. What is typed goes before the variable,
 * and the variable before the preset. A switch is {@code true} or {@code false}. The names have a
 * beginning of their own, so that none is taken for a key of a process's file.
 */
public final class OptionVariables implements IDefaultValueProvider {

  private static final String BEGINNING = "POSTROAD_OPT";
  private static final List<String> NEVER = List.of("--help", "--version");

  private final Map<String, String> environment;

  public OptionVariables(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The name of an option's variable; options that only ask for help have none. */
  public static Optional<String> name(ArgSpec argument) {
    return argument instanceof OptionSpec option && !NEVER.contains(option.longestName())
        ? Optional.of(
            spelt(
                option.command().qualifiedName("_").replaceFirst("^[^_]*", BEGINNING)
                    + "_"
                    + option.longestName().replaceFirst("^-+", "")))
        : Optional.empty();
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    return name(argument).map(environment::get).orElse(null);
  }

  private static String spelt(String name) {
    return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }
}
