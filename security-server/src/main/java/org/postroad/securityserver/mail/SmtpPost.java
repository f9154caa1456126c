// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;

/**
 * Hands a mail to a mail server (RFC 5321), over TLS: from the beginning, or before anything but
 * the greeting was said. A password never travels without it, and the certificate of the server
 * must be of its name.
 */
final class SmtpPost {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private SmtpPost() {}

  /** A mail in plain text. */
  record Letter(String to, String subject, String text) {}

  static void send(MailFile mail, Letter letter, Instant now) {
    String protocol = mail.secure() ? "smtps" : "smtp";
    Session session = Session.getInstance(properties(mail, protocol), authenticator(mail));
    try {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress(mail.sender(), true));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress(letter.to(), true));
      message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
      message.setText(letter.text(), StandardCharsets.UTF_8.name());
      message.setSentDate(Date.from(now));
      try (Transport transport = session.getTransport(protocol)) {
        transport.connect();
        transport.sendMessage(message, message.getAllRecipients());
      }
    } catch (MessagingException e) {
      throw new Fault(
          FaultCode.SERVICE_FAILED,
          "The mail server at " + mail + " did not take the mail: " + e.getMessage(),
          e);
    }
  }

  private static Properties properties(MailFile mail, String protocol) {
    String prefix = "mail." + protocol + ".";
    String longest = String.valueOf(LONGEST.toMillis());
    Properties properties = new Properties();
    properties.setProperty(prefix + "host", mail.host());
    properties.setProperty(prefix + "port", String.valueOf(mail.port()));
    properties.setProperty(prefix + "auth", String.valueOf(mail.login().isPresent()));
    properties.setProperty(prefix + "connectiontimeout", longest);
    properties.setProperty(prefix + "timeout", longest);
    properties.setProperty(prefix + "writetimeout", longest);
    properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    if (!mail.secure()) {
      properties.setProperty(prefix + "starttls.enable", "true");
      properties.setProperty(
          prefix + "starttls.required", String.valueOf(mail.login().isPresent()));
    }
    return properties;
  }

  private static Authenticator authenticator(MailFile mail) {
    Optional<PasswordAuthentication> known =
        mail.login().map(login -> new PasswordAuthentication(login.user(), login.password()));
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return known.orElseThrow();
      }
    };
  }
}
