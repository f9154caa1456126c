// SPDX-License-Identifier: MIT

package org.postroad.protocol.administration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.apache.cxf.jaxrs.ext.multipart.Attachment;
import org.apache.cxf.jaxrs.ext.multipart.MultipartBody;
import org.postroad.protocol.certificate.Certificates;

/** A form with files that was sent. */
public final class Form {
  private final MultipartBody body;

  /** Refuses fields the operation does not know. */
  public Form(MultipartBody body, Set<String> fields) {
    this.body = body;
    for (Attachment part : body.getAllAttachments()) {
      String name = String.valueOf(part.getContentDisposition().getParameter("name"));
      if (!fields.contains(name)) {
        throw Refusal.invalid(name, "Unknown");
      }
    }
  }

  public Optional<byte[]> file(String name) {
    Attachment part = body.getAttachment(name);
    if (part == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(part.getDataHandler().getInputStream().readAllBytes());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a form in memory", impossible);
    }
  }

  public byte[] needed(String name) {
    return file(name).orElseThrow(() -> Refusal.invalid(name, "NotNull"));
  }

  public Optional<String> text(String name) {
    return file(name).map(bytes -> new String(bytes, UTF_8).strip()).filter(t -> !t.isEmpty());
  }

  /** The name of the uploaded file, if it was told. */
  public Optional<String> fileName(String name) {
    return Optional.ofNullable(body.getAttachment(name))
        .map(part -> part.getContentDisposition().getParameter("filename"));
  }

  public Optional<X509Certificate> certificate(String name) {
    return file(name).map(Certificates::parse);
  }
}
