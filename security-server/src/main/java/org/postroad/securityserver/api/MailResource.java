// SPDX-License-Identifier: MIT
package org.postroad.securityserver.api;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.postroad.protocol.administration.Call;
import org.postroad.protocol.administration.Refusal;
import org.postroad.protocol.fault.Fault;
import org.postroad.securityserver.mail.MailKind;
import org.postroad.securityserver.mail.Mailer;

/** How administrators are told what happens, and a mail to try it (E28, C86). */
@Path("mail")
public final class MailResource {
  private final Mailer mailer;

  /**
   * What is told to whom.
   *
   * @param recipientsEmails each behind its member
   */
  record MailNotificationStatus(
      boolean configurationPresent,
      List<MailKind> enabledNotifications,
      List<String> recipientsEmails) {}

  /** Whom to write to. */
  record MailRecipient(String mailAddress) {}

  /** Whether a mail was taken, and what the mail server said if not. */
  record TestMailResponse(Status status, String message) {}

  /** Whether a mail was taken. */
  enum Status {
    SUCCESS,
    ERROR
  }

  MailResource(Mailer mailer) {
    this.mailer = mailer;
  }

  @GET
  @Path("mail-notification-status")
  @Needs(Permission.DIAGNOSTICS)
  public MailNotificationStatus getMailNotificationStatus() {
    Mailer.Status status = mailer.status();
    return new MailNotificationStatus(
        status.configured(), status.told().stream().sorted().toList(), status.contacts());
  }

  @PUT
  @Path("send-test-mail")
  @Needs(Permission.SEND_TEST_MAIL)
  @Audited(AuditEvent.SEND_TEST_MAIL)
  public TestMailResponse sendTestMail(@Context Call call, MailRecipient recipient) {
    call.note("mailAddress", recipient.mailAddress());
    if (!recipient.mailAddress().matches("[!-~&&[^@,;<>]]+@[!-~&&[^@,;<>]]+")) {
      throw Refusal.invalid("mail_address", "Email");
    }
    try {
      mailer.test(recipient.mailAddress());
      return new TestMailResponse(Status.SUCCESS, "The mail server took the mail");
    } catch (Fault fault) {
      return new TestMailResponse(Status.ERROR, fault.text());
    }
  }
}
