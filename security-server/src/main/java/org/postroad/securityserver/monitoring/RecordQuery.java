// SPDX-License-Identifier: MIT
package org.postroad.securityserver.monitoring;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.postroad.protocol.identifier.ClientId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * What somebody wants to know of the operational records and may know (G-018 to G-023).
 *
 * @param from the first second
 * @param to the last second
 * @param viewer sees only records in which it is client or service; everything if missing
 * @param provider only records of services of this client
 * @param fields all of them if empty
 */
record RecordQuery(
    long from,
    long to,
    Optional<ClientId> viewer,
    Optional<ClientId> provider,
    Set<OperationalField> fields) {
  private static final JsonMapper JSON = JsonMapper.shared();

  RecordQuery {
    fields = Set.copyOf(fields);
  }

  /**
   * What was found.
   *
   * @param gzip {@code {"records":[…]}} in UTF-8, compressed
   * @param next the second from which there is more, if that is so
   */
  record Found(int count, byte[] gzip, OptionalLong next) {}

  /**
   * Asks the files.
   *
   * @param most records; all further ones of the last second come along (G-020)
   */
  Found ask(RecordFiles files, int most) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Gathering gathered = gather(files, most, bytes);
    return new Found(gathered.count, bytes.toByteArray(), gathered.next);
  }

  private Gathering gather(RecordFiles files, int most, OutputStream out) throws IOException {
    try (OutputStream zip = new GZIPOutputStream(out)) {
      Gathering gathering = new Gathering(zip, most);
      zip.write("{\"records\":[".getBytes(StandardCharsets.UTF_8));
      files.read(from, to, gathering::take);
      zip.write("]}".getBytes(StandardCharsets.UTF_8));
      return gathering;
    }
  }

  private final class Gathering {
    private final OutputStream out;
    private final int most;
    private int count;
    private long lastSecond = -1;
    private OptionalLong next = OptionalLong.empty();

    Gathering(OutputStream out, int most) {
      this.out = out;
      this.most = most;
    }

    boolean take(long second, byte[] line) throws IOException {
      OperationalRecord record = RecordJson.read(line);
      if (!isMeant(record)) {
        return true;
      }
      if (count >= most && second > lastSecond) {
        next = OptionalLong.of(lastSecond + 1);
        return false;
      }
      if (count > 0) {
        out.write(',');
      }
      out.write(shown(record));
      count++;
      lastSecond = second;
      return true;
    }
  }

  private boolean isMeant(OperationalRecord record) {
    return viewer.map(id -> isClient(id, record) || isService(id, record)).orElse(true)
        && provider.map(id -> isService(id, record)).orElse(true);
  }

  static boolean isClient(ClientId id, OperationalRecord record) {
    return id.instance().equals(record.text(OperationalField.CLIENT_INSTANCE).orElse(""))
        && id.memberClass().equals(record.text(OperationalField.CLIENT_MEMBER_CLASS).orElse(""))
        && id.memberCode().equals(record.text(OperationalField.CLIENT_MEMBER_CODE).orElse(""))
        && id.subsystemCode().equals(record.text(OperationalField.CLIENT_SUBSYSTEM_CODE));
  }

  static boolean isService(ClientId id, OperationalRecord record) {
    return id.instance().equals(record.text(OperationalField.SERVICE_INSTANCE).orElse(""))
        && id.memberClass().equals(record.text(OperationalField.SERVICE_MEMBER_CLASS).orElse(""))
        && id.memberCode().equals(record.text(OperationalField.SERVICE_MEMBER_CODE).orElse(""))
        && id.subsystemCode().equals(record.text(OperationalField.SERVICE_SUBSYSTEM_CODE));
  }

  private byte[] shown(OperationalRecord record) {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      record.forEach((field, value) -> {
        if (isShown(field)) {
          RecordJson.write(json, field.wireName(), value);
        }
      });
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  /** The inside of this server's network is nobody's business but the owner's (G-021). */
  private boolean isShown(OperationalField field) {
    return (fields.isEmpty() || fields.contains(field))
        && (viewer.isEmpty() || field != OperationalField.SECURITY_SERVER_INTERNAL_IP);
  }
}
