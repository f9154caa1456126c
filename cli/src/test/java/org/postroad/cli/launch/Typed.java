// SPDX-License-Identifier: MIT
package org.postroad.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command did that was typed behind {@code postroad}. */
public record Typed(int exitCode, String out, String err) {

  public static Typed run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Postroad.commandLine(arguments)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Typed(exitCode, out.toString(), err.toString());
  }

  /** The answer of a command that did what it should. */
  public static String answer(String... arguments) {
    Typed typed = run(arguments);
    assertEquals(0, typed.exitCode(), typed.err());
    assertEquals("", typed.err());
    return typed.out();
  }

  /** The same with {@code --output json}, which is last. */
  public static JsonNode json(String... arguments) {
    return JsonMapper.shared().readTree(answer(arguments));
  }

  /** Why a command did not do it. */
  public static String refusal(int exitCode, String... arguments) {
    Typed typed = run(arguments);
    assertEquals(exitCode, typed.exitCode(), typed.out() + typed.err());
    return typed.err();
  }
}
