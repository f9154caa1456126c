// SPDX-License-Identifier: MIT
package org.postroad.cli.takeover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.postroad.cli.takeover.Parameter.If;
import org.postroad.cli.takeover.Parameter.Kept;
import org.postroad.cli.takeover.Parameter.Like;
import org.postroad.cli.takeover.Parameter.LookAt;
import org.postroad.cli.takeover.Parameter.NotNeeded;
import org.postroad.cli.takeover.Parameter.Only;
import org.postroad.cli.takeover.Parameter.Treatment;

/** Every parameter of a security server of the reference implementation (E70 to E72). */
record ParameterTable(List<Parameter> parameters) {
  private static final String FILE = "parameters.txt";

  ParameterTable {
    parameters = List.copyOf(parameters);
  }

  static ParameterTable read() {
    try (InputStream in = ParameterTable.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + FILE);
      }
      return new ParameterTable(
          new String(in.readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(ParameterTable::parameter)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  private static Parameter parameter(String line) {
    String[] cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toArray(String[]::new);
    return new Parameter(cells[0], treatment(cells));
  }

  private static Treatment treatment(String[] cells) {
    String[] words = cells[1].split(" +", -1);
    return switch (words[0]) {
      case "as" -> kept(words[1], words[2]);
      case "no" -> new NotNeeded(cells[2]);
      case "look" -> new LookAt(cells[2]);
      case "only" -> new Only(cells[2], cells[3]);
      case "like" -> new Like(words[1], cells[2], cells[3]);
      case "if" -> new If(words[1], words[2], cells[2], kept(words[3], words[4]));
      default -> throw new IllegalStateException("the table has no treatment " + words[0]);
    };
  }

  private static Kept kept(String conversion, String keys) {
    return new Kept(
        Conversion.valueOf(conversion.toUpperCase(Locale.ROOT)), List.of(keys.split(",", -1)));
  }

  Optional<Parameter> named(String name) {
    return parameters.stream().filter(each -> each.means(name)).findFirst();
  }
}
