// SPDX-License-Identifier: MIT
package org.postroad.cli.output;

import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Values as JSON or YAML. Keys are the names of record components, in their order, and part of what
 * users rely on. Everything but plain ASCII is escaped, so that no text obeys or fools a terminal.
 */
public final class Documents {

  private Documents() {}

  static String json(Object value) {
    return JsonMapper.builder()
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.INDENT_OUTPUT)
        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
        .build()
        .writeValueAsString(value);
  }

  public static String yaml(Object value) {
    DumpSettings ascii =
        DumpSettings.builder()
            .setUseUnicodeEncoding(false)
            .setExplicitStart(false)
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setSplitLines(false)
            .build();
    return YAMLMapper.builder(YAMLFactory.builder().dumperOptions(ascii).build())
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
        .build()
        .writeValueAsString(value)
        .stripTrailing();
  }
}
