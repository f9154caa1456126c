// SPDX-License-Identifier: MIT
package org.postroad.securityserver.service;

import java.net.URI;
import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The two forms an OpenAPI document comes in. */
enum OpenApiForm {
  JSON,
  YAML;

  /** Bounded by what is downloaded, not by a limit of its own. */
  private static final YAMLMapper YAML_MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .loadSettings(LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build())
              .build());

  /** By the content types that came with it, else by the end of its address (F-027). */
  static OpenApiForm of(List<String> contentTypes, URI url) {
    if (contentTypes.stream().anyMatch(type -> type.contains("application/json"))) {
      return JSON;
    }
    if (contentTypes.contains("application/x-yaml")) {
      return YAML;
    }
    String path = url.getPath();
    return path != null && path.endsWith(".json") ? JSON : YAML;
  }

  ObjectMapper mapper() {
    return switch (this) {
      case JSON -> JsonMapper.shared();
      case YAML -> YAML_MAPPER;
    };
  }

  JsonParser parser(String document) {
    return mapper().createParser(new CodePointReader(document));
  }

  /** Where in a document the places are that its parser tells, to be asked from left to right. */
  Places places(String document) {
    return this == JSON ? Math::toIntExact : new CodePoints(document);
  }

  /** From the place a parser tells to an index of the document. */
  @FunctionalInterface
  interface Places {
    int index(long place);
  }

  /** YAML counts code points, where strings count UTF-16 units. */
  private static final class CodePoints implements Places {
    private final String document;
    private long lastPlace;
    private int lastIndex;

    CodePoints(String document) {
      this.document = document;
    }

    @Override
    public int index(long place) {
      lastIndex = document.offsetByCodePoints(lastIndex, Math.toIntExact(place - lastPlace));
      lastPlace = place;
      return lastIndex;
    }
  }
}
