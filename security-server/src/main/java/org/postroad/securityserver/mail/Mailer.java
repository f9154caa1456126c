// SPDX-License-Identifier: MIT
package org.postroad.securityserver.mail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.identifier.MemberId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells administrators what happened (C86). The file is read for each mail, so that a change of it
 * counts at once; without one nobody is told.
 */
public final class Mailer {
  private static final Logger LOG = LoggerFactory.getLogger(Mailer.class);

  private final Path file;
  private final Set<MailKind> told;
  private final String server;
  private final Clock clock;

  /**
   * @param server who tells, as administrators know it
   */
  public Mailer(Path file, MailSettings settings, String server, Clock clock) {
    this.file = file;
    this.told = settings.told();
    this.server = server;
    this.clock = clock;
  }

  /**
   * How administrators are told.
   *
   * @param configured whether there is a mail server
   * @param contacts their addresses, each behind its member
   */
  public record Status(boolean configured, Set<MailKind> told, List<String> contacts) {}

  /** What would be told to whom. */
  public Status status() {
    Optional<MailFile> mail = read();
    return new Status(
        mail.isPresent(),
        told,
        mail.map(MailFile::contacts).orElse(Map.of()).entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(contact -> contact.getKey() + ": " + contact.getValue())
            .toList());
  }

  /** Tells whoever cares for a member; a mail that cannot be sent is said in the log. */
  public void tell(MailKind kind, MemberId member, String subject, String text) {
    if (!told.contains(kind)) {
      return;
    }
    try {
      read().ifPresent(mail -> mail.contact(member).ifPresent(to -> send(mail, to, subject, text)));
    } catch (Fault fault) {
      LOG.warn("Nobody could be told \"{}\": {}", subject, fault.text());
    }
  }

  /**
   * Sends a mail to try it.
   *
   * @throws Fault {@code invalid_request} when there is no mail server, {@code service_failed} when
   *     it does not take the mail
   */
  public void test(String address) {
    MailFile mail =
        read().orElseThrow(() -> new Fault(FaultCode.INVALID_REQUEST, "There is no " + file));
    send(mail, address, "Test", "This mail was sent to see whether mail arrives.");
  }

  private void send(MailFile mail, String to, String subject, String text) {
    SmtpPost.send(
        mail,
        new SmtpPost.Letter(to, "[" + server + "] " + subject, text + "\n\n-- \n" + server + "\n"),
        clock.instant());
  }

  private Optional<MailFile> read() {
    try {
      return MailFile.read(file);
    } catch (IOException | IllegalArgumentException e) {
      throw new Fault(FaultCode.INVALID_REQUEST, String.valueOf(e.getMessage()), e);
    }
  }
}
