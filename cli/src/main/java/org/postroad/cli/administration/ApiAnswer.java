// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the API answered.
 *
 * @param disposition the header that names a file, if there is one
 */
public record ApiAnswer(int status, Optional<String> disposition, byte[] body) {
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"?([\\w][\\w.-]*)\"?");

  boolean isGood() {
    return status / 100 == 2;
  }

  /** Missing where there is no body. */
  public JsonNode json() {
    if (body.length == 0) {
      return JsonNodeFactory.instance.missingNode();
    }
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException e) {
      throw new ApiFailed(Exit.FAILED, "What was answered is no JSON", e);
    }
  }

  /** The name that a file was given, if it is a plain one. */
  Optional<String> fileName() {
    return disposition.map(FILE_NAME::matcher).filter(Matcher::find).map(found -> found.group(1));
  }
}
