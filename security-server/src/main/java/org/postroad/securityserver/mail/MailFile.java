// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.postroad.protocol.identifier.MemberId;
import org.postroad.securityserver.conf.SecretYaml;

/**
 * The mail server and whom to write to, in the form of X-Road's {@code mail.yml} (C86):
 *
 * <pre>{@code
 * host: mail.example.org
 * port: 587
 * username: postroad@example.org
 * password: …
 * use-ssl-tls: false
 * contacts:
 *   'EE:GOV:1234': keys@example.org
 * }</pre>
 *
 * <p>Without {@code use-ssl-tls} TLS begins after the greeting; without a password there may be
 * none.
 */
public final class MailFile {
  private static final int PLAIN = 587;
  private static final int SECURE = 465;
  private static final int MOST_PORT = 65535;

  private final String host;
  private final int port;
  private final Optional<Login> login;
  private final boolean secure;
  private final Map<String, String> contacts;

  /** Who sends. */
  record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  private MailFile(
      String host, int port, Optional<Login> login, boolean secure, Map<String, String> contacts) {
    this.host = host;
    this.port = port;
    this.login = login;
    this.secure = secure;
    this.contacts = Map.copyOf(contacts);
  }

  /**
   * Reads it, if there is one.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  public static Optional<MailFile> read(Path file) throws IOException {
    return SecretYaml.read(file, MailFile::read);
  }

  private static MailFile read(SecretYaml yaml) {
    boolean secure = yaml.flag("use-ssl-tls", false);
    Map<String, String> contacts = yaml.section("contacts", MailFile::contacts).orElse(Map.of());
    Optional<String> user = yaml.text("username");
    Optional<String> password = yaml.text("password");
    if (user.isPresent() != password.isPresent()) {
      throw yaml.wrong("has only one of username and password");
    }
    return new MailFile(
        yaml.required("host"),
        yaml.text("port").map(text -> port(yaml, text)).orElse(secure ? SECURE : PLAIN),
        user.map(name -> new Login(name, password.orElseThrow())),
        secure,
        contacts);
  }

  private static int port(SecretYaml yaml, String text) {
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > MOST_PORT) {
      throw yaml.wrong("has a port that is none");
    }
    return Integer.parseInt(text);
  }

  private static Map<String, String> contacts(SecretYaml yaml) {
    Map<String, String> contacts = yaml.texts();
    contacts.forEach((member, address) -> {
      if (!address.matches("[!-~&&[^@,;<>]]+@[!-~&&[^@,;<>]]+")) {
        throw yaml.wrong("has no mail address for " + member);
      }
    });
    return contacts;
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  Optional<Login> login() {
    return login;
  }

  boolean secure() {
    return secure;
  }

  /** Who writes. */
  String sender() {
    return login.map(Login::user).filter(user -> user.contains("@")).orElse("postroad@" + host);
  }

  /** Whom to write to about a member. */
  public Optional<String> contact(MemberId member) {
    return Optional.ofNullable(contacts.get(name(member)));
  }

  private static String name(MemberId member) {
    return member.instance() + ":" + member.memberClass() + ":" + member.memberCode();
  }

  /** Everybody, by member as it is written in the file. */
  public Map<String, String> contacts() {
    return contacts;
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
