// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import jakarta.activation.DataHandler;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.cxf.attachment.AttachmentImpl;
import org.apache.cxf.interceptor.AttachmentOutInterceptor;
import org.apache.cxf.message.Attachment;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;

/** Sends attachments that nothing in the envelope refers to (SOAP with attachments). */
final class CxfAttachments extends AbstractPhaseInterceptor<Message> {

  private final Function<Message, List<Attachment>> attachments;

  private CxfAttachments(Function<Message, List<Attachment>> attachments) {
    super(Phase.PRE_LOGICAL);
    this.attachments = attachments;
  }

  /** For a client: these. */
  static CxfAttachments sending(List<Attachment> attachments) {
    return new CxfAttachments(_ -> attachments);
  }

  /** For a service: those of the request. */
  static CxfAttachments returning() {
    return new CxfAttachments(answer -> of(answer.getExchange().getInMessage()));
  }

  @Override
  public void handleMessage(Message message) {
    List<Attachment> sent = attachments.apply(message);
    if (!sent.isEmpty()) {
      message.setAttachments(sent);
      message.put(AttachmentOutInterceptor.WRITE_ATTACHMENTS, true);
    }
  }

  static Attachment attachment(String id, String type, byte[] content) {
    return new AttachmentImpl(id, new DataHandler(new ByteArrayDataSource(content, type)));
  }

  /** The attachments a message came with, copied so that they outlive it. */
  static List<Attachment> of(Message message) {
    return Optional.<Collection<Attachment>>ofNullable(message.getAttachments())
        .orElse(List.of())
        .stream()
        .map(each -> attachment(each.getId(), each.getDataHandler().getContentType(), bytes(each)))
        .toList();
  }

  static byte[] bytes(Attachment attachment) {
    try (var in = attachment.getDataHandler().getInputStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
