// SPDX-License-Identifier: MIT

package org.postroad.cli.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Command lines as words, and what came of them as text. */
public final class CommandWords {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private CommandWords() {}

  /** The words of a line, in which single quotes keep spaces. */
  public static String[] of(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words.toArray(String[]::new);
  }

  /** What is sent, as text: JSON as it is, a form as {@code form name=value name=value}. */
  public static String text(ApiRequest.Body body) {
    return switch (body) {
      case ApiRequest.None _ -> "";
      case ApiRequest.Json json -> json.value().toString();
      case ApiRequest.Bytes bytes -> new String(bytes.file().content(), UTF_8);
      case ApiRequest.Form form ->
          Stream.concat(
                  form.texts().entrySet().stream()
                      .map(text -> text.getKey() + "=" + text.getValue()),
                  form.files().entrySet().stream()
                      .map(file ->
                          file.getKey() + "=" + new String(file.getValue().content(), UTF_8)))
              .collect(Collectors.joining(" ", "form ", ""));
    };
  }
}
