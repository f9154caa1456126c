// SPDX-License-Identifier: MIT
package org.postroad.cli.sandbox;

import jakarta.activation.DataHandler;
import jakarta.jws.WebService;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.postroad.protocol.algorithm.DigestAlgorithm;

/** The photos of an integrator's service. */
@WebService(
    endpointInterface = "org.postroad.cli.sandbox.Photos",
    targetNamespace = Photos.NAMESPACE)
public final class PhotoService implements Photos {

  @Override
  public String greet(String name) {
    return "Hello " + name;
  }

  @Override
  public String storePhoto(DataHandler photo) {
    return sha256(photo);
  }

  @Override
  public DataHandler fetchPhoto(int size) {
    return photo(size);
  }

  @Override
  public int returnAttachments(String note) {
    return CxfAttachments.of(PhaseInterceptorChain.getCurrentMessage()).size();
  }

  @Override
  public String fail(String reason) {
    throw new IllegalArgumentException("No photo: " + reason);
  }

  @Override
  public String notOffered(String name) {
    throw new IllegalStateException("called");
  }

  static DataHandler photo(int size) {
    byte[] bytes = new byte[size];
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return new DataHandler(new ByteArrayDataSource(bytes, "image/png"));
  }

  static String sha256(DataHandler data) {
    try (InputStream in = data.getInputStream()) {
      return DigestAlgorithm.SHA256.digest(in.readAllBytes()).hex();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
