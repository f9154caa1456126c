// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Operational records as they are kept: one JSON object a line, the second of its arrival first, so
 * that a line can be placed without being parsed.
 *
 * <pre>{@code
 * {"monitoringDataTs":1763753640,"securityServerType":"Client","requestInTs":1763753639120,…}
 * }</pre>
 */
final class RecordJson {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int TYPICAL_BYTES = 1024;

  private RecordJson() {}

  /** One line with its end. */
  static byte[] line(OperationalRecord record, long second) {
    var out = new ByteArrayOutputStream(TYPICAL_BYTES);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberProperty(OperationalField.MONITORING_DATA_TS.wireName(), second);
      record.forEach((field, value) -> write(json, field.wireName(), value));
      json.writeEndObject();
    }
    out.write('\n');
    return out.toByteArray();
  }

  static void write(JsonGenerator json, String name, Object value) {
    switch (value) {
      case String text -> json.writeStringProperty(name, text);
      case Long number -> json.writeNumberProperty(name, number);
      case Boolean truth -> json.writeBooleanProperty(name, truth);
      default -> throw new IllegalStateException("a " + value.getClass() + " in " + name);
    }
  }

  /**
   * What a line says; fields of a later version are left out.
   *
   * @throws JacksonException for a line that is none
   */
  static OperationalRecord read(byte[] line) {
    OperationalRecord.Builder out = OperationalRecord.builder();
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken token = json.nextToken();
        OperationalField.of(name).ifPresent(field -> take(json, token, field, out));
      }
    }
    return out.build();
  }

  private static void take(
      JsonParser json, JsonToken token, OperationalField field, OperationalRecord.Builder out) {
    switch (token) {
      case VALUE_STRING -> out.text(field, json.getString());
      case VALUE_NUMBER_INT -> out.number(field, json.getLongValue());
      case VALUE_TRUE -> out.truth(field, true);
      case VALUE_FALSE -> out.truth(field, false);
      default -> json.skipChildren();
    }
  }
}
