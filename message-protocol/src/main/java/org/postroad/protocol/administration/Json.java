// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON of the API: names in {@code snake_case}, nothing for what is missing. A body with a field
 * that is not known, without one that is needed or with a value that cannot be is refused by the
 * field's name.
 */
final class Json {
  private final JsonMapper mapper =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /** For the audit log, whose names are in {@code camelCase}. */
  private final JsonMapper plain =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  byte[] writePlain(Object value) {
    return plain.writeValueAsBytes(value);
  }

  byte[] write(Object value) {
    return mapper.writeValueAsBytes(value);
  }

  JavaType type(java.lang.reflect.Type type) {
    return mapper.constructType(type);
  }

  Object read(InputStream body, JavaType type) {
    try {
      Object value = mapper.readValue(body, type);
      if (value == null) {
        throw Refusal.invalid("body", "NotNull");
      }
      return value;
    } catch (UnrecognizedPropertyException unknown) {
      throw Refusal.invalid(unknown.getPropertyName(), "Unknown");
    } catch (DatabindException unfit) {
      throw Refusal.invalid(field(unfit.getPath()), "Invalid");
    } catch (JacksonException noJson) {
      throw Refusal.of(400, "invalid_json", noJson.getOriginalMessage());
    }
  }

  private static String field(List<JacksonException.Reference> path) {
    return path.stream()
        .map(JacksonException.Reference::getPropertyName)
        .filter(name -> name != null)
        .reduce((outer, inner) -> outer + "." + inner)
        .orElse("body");
  }
}
