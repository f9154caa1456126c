// SPDX-License-Identifier: MIT
package org.postroad.cli.administration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** A form as {@code multipart/form-data}, its boundary made of the digest of all contents. */
record FormBody(String boundary, byte[] bytes) {

  static FormBody of(ApiRequest.Form form) {
    String boundary = boundary(form);
    var out = new ByteArrayOutputStream();
    form.texts()
        .forEach((name, value) -> {
          head(out, boundary, "name=\"" + name + "\"", "text/plain; charset=UTF-8");
          write(out, value);
          write(out, "\r\n");
        });
    for (Map.Entry<String, ApiRequest.NamedFile> file : form.files().entrySet()) {
      String named =
          "name=\"" + file.getKey() + "\"; filename=\"" + plain(file.getValue().name()) + "\"";
      head(out, boundary, named, "application/octet-stream");
      out.writeBytes(file.getValue().content());
      write(out, "\r\n");
    }
    write(out, "--" + boundary + "--\r\n");
    return new FormBody(boundary, out.toByteArray());
  }

  String contentType() {
    return "multipart/form-data; boundary=" + boundary;
  }

  private static String boundary(ApiRequest.Form form) {
    var all = new ByteArrayOutputStream();
    form.texts().values().forEach(value -> write(all, value));
    form.files().values().forEach(file -> all.writeBytes(file.content()));
    return "postroad-" + DigestAlgorithm.SHA256.digest(all.toByteArray()).hex();
  }

  private static void head(ByteArrayOutputStream out, String boundary, String name, String type) {
    write(out, "--" + boundary + "\r\nContent-Disposition: form-data; " + name);
    write(out, "\r\nContent-Type: " + type + "\r\n\r\n");
  }

  private static String plain(String fileName) {
    return fileName.replaceAll("[^\\w.-]", "_");
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
