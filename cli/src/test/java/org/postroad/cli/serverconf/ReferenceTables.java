// SPDX-License-Identifier: MIT
package org.postroad.cli.serverconf;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;
import org.postroad.protocol.certificate.Certificates;
import org.postroad.testing.TestCertificate;
import org.postroad.testing.TestKey;

/**
 * A database as a security server of the reference implementation has it, tables and columns by
 * their names, with a little of everything in it.
 */
public final class ReferenceTables {
  private static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("accessright", "subjectid rightsgiven client_id endpoint_id"),
          Map.entry("apikey", "encodedkey"),
          Map.entry("certificate", "data client_id"),
          Map.entry("client", "conf_id identifier clientstatus isauthentication"),
          Map.entry("endpoint", "client_id servicecode method path generated"),
          Map.entry("groupmember", "groupmemberid added localgroup_id"),
          Map.entry(
              "identifier",
              "discriminator type xroadinstance memberclass membercode subsystemcode"
                  + " serviceversion servicecode groupcode securitycategory servercode"),
          Map.entry("localgroup", "groupcode description updated client_id"),
          Map.entry("serverconf", "servercode owner"),
          Map.entry(
              "service",
              "servicedescription_id servicecode serviceversion title url sslauthentication"
                  + " timeout"),
          Map.entry(
              "servicedescription", "client_id url disabled disablednotice refresheddate type"),
          Map.entry("tsp", "name url conf_id"),
          Map.entry("history", "operation table_name old_value"));

  /** A certificate of an information system. */
  public static final TestKey SYSTEM = TestCertificate.subject("CN=system").selfSigned();

  private static final String ROWS =
      """
      INSERT INTO identifier (id, type, xroadinstance, memberclass, membercode, subsystemcode,
          groupcode, securitycategory) VALUES
        (1, 'MEMBER', 'NAT', 'GOV', '1', NULL, NULL, NULL),
        (2, 'SUBSYSTEM', 'NAT', 'GOV', '1', 'people', NULL, NULL),
        (3, 'SUBSYSTEM', 'NAT', 'GOV', '1', 'archive', NULL, NULL),
        (4, 'SUBSYSTEM', 'NAT', 'GOV', '2', 'tax', NULL, NULL),
        (5, 'GLOBALGROUP', 'NAT', NULL, NULL, NULL, 'agencies', NULL),
        (6, 'LOCALGROUP', NULL, NULL, NULL, NULL, 'friends', NULL),
        (7, 'SECURITYCATEGORY', 'NAT', NULL, NULL, NULL, NULL, 'K1');
      INSERT INTO client (id, conf_id, identifier, clientstatus, isauthentication) VALUES
        (11, 1, 1, 'registered', 'SSLAUTH'),
        (13, 1, 3, 'registration in progress', 'SSLNOAUTH'),
        (12, 1, 2, 'registered', 'NOSSL'),
        (14, NULL, 4, 'saved', 'NOSSL');
      INSERT INTO serverconf (id, servercode, owner) VALUES (1, 'ss1', 11);
      INSERT INTO certificate (id, data, client_id) VALUES
        (21, '\\xCERTIFICATE', 12), (22, '\\x3000', 12);
      INSERT INTO localgroup (id, groupcode, description, client_id) VALUES
        (31, 'friends', E'Those\\twho ask', 12);
      INSERT INTO groupmember (id, groupmemberid, localgroup_id) VALUES (32, 4, 31), (33, 1, 31);
      INSERT INTO servicedescription (id, client_id, url, disabled, disablednotice, type) VALUES
        (41, 12, 'http://is.test/people.wsdl', 't', 'Closed until Monday', 'WSDL'),
        (42, 12, 'https://is.test/openapi.yaml', 'f', 'Closed long ago', 'OPENAPI3'),
        (43, 12, 'http://is.test/photos', 't', NULL, 'REST');
      INSERT INTO service (id, servicedescription_id, servicecode, serviceversion, title, url,
          sslauthentication, timeout) VALUES
        (51, 41, 'getPerson', 'v1', 'One person', 'https://is.test/people', 'f', 30),
        (52, 42, 'register', NULL, NULL, 'https://is.test/register', NULL, 60),
        (53, 43, 'photos', NULL, NULL, 'http://is.test/photos', 'f', 0),
        (54, 41, 'listMethods', 'v1', NULL, 'https://is.test/people', 't', 60);
      INSERT INTO endpoint (id, client_id, servicecode, method, path, generated) VALUES
        (61, 12, 'getPerson', '*', '**', 't'),
        (62, 12, 'register', '*', '**', 't'),
        (63, 12, 'register', 'GET', '/persons/*', 't'),
        (64, 12, 'register', 'POST', '/persons', 'f'),
        (65, 12, 'photos', '*', '**', 't');
      INSERT INTO accessright (id, subjectid, client_id, endpoint_id) VALUES
        (71, 4, 12, 61), (72, 5, 12, 63), (73, 6, 12, 65), (74, 7, 12, 61), (75, 1, 12, 64);
      INSERT INTO tsp (id, name, url, conf_id) VALUES
        (82, 'Second', 'http://tsa2.test/', 1), (81, 'First', 'http://tsa.test:8080/tsa', 1);
      INSERT INTO apikey (id, encodedkey) VALUES (91, '5e884898da28047151d0e56f8dc6292773603d0d');
      INSERT INTO history (id, operation, table_name, old_value) VALUES
        (99, 'INSERT', 'client', E'a line\\nand more');
      """;

  private ReferenceTables() {}

  /** Makes the tables of a version 7 and fills them. */
  public static void make(String url, String user) throws SQLException {
    execute(url, user, COLUMNS.entrySet().stream().map(ReferenceTables::table).toList());
    execute(
        url,
        user,
        List.of(
            ROWS.replace(
                "CERTIFICATE",
                HexFormat.of().formatHex(Certificates.encoded(SYSTEM.certificate())))));
  }

  /** Gives the columns of identifiers the names that later versions have. */
  public static void rename(String url, String user) throws SQLException {
    execute(
        url,
        user,
        Map.of(
                "type", "object_type",
                "xroadinstance", "xroad_instance",
                "memberclass", "member_class",
                "membercode", "member_code",
                "subsystemcode", "subsystem_code",
                "groupcode", "group_code")
            .entrySet()
            .stream()
            .map(name ->
                "ALTER TABLE identifier RENAME COLUMN %s TO %s"
                    .formatted(name.getKey(), name.getValue()))
            .toList());
  }

  public static void execute(String url, String user, List<String> statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static String table(Map.Entry<String, String> named) {
    return "CREATE TABLE %s (id BIGINT PRIMARY KEY, %s)"
        .formatted(
            named.getKey(),
            Stream.of(named.getValue().split(" ", -1))
                .map(column -> column + " " + type(column))
                .collect(Collectors.joining(", ")));
  }

  private static String type(String column) {
    return switch (column) {
      case "data" -> "BYTEA";
      case "disabled", "generated", "sslauthentication" -> "BOOL";
      case "timeout" -> "INT";
      case "added", "updated", "refresheddate", "rightsgiven" -> "TIMESTAMP(6)";
      case "subjectid", "groupmemberid", "identifier", "owner" -> "BIGINT";
      default -> column.endsWith("_id") ? "BIGINT" : "TEXT";
    };
  }

  /** What {@code pg_dump} writes of it. */
  public static String dump(String url, String user) throws SQLException, IOException {
    var text = new StringBuilder("--\n-- PostgreSQL database dump\n--\n\nSET x = 1;\n");
    try (Connection connection = DriverManager.getConnection(url, user, "")) {
      var copy = connection.unwrap(PGConnection.class).getCopyAPI();
      for (String table : COLUMNS.keySet()) {
        String columns = columns(connection, table);
        text.append("COPY serverconf.").append(table);
        text.append(" (").append(columns).append(") FROM stdin;\n");
        var rows = new StringWriter();
        copy.copyOut("COPY " + table + " (" + columns + ") TO STDOUT", rows);
        text.append(rows).append("\\.\n\n");
      }
    }
    return text.append("SELECT 1;\n").toString();
  }

  private static String columns(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM " + table)) {
      var names = new ArrayList<String>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
      return String.join(", ", names);
    }
  }
}
