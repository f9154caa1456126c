// SPDX-License-Identifier: MIT

package org.postroad.cli.sandbox.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.jspecify.annotations.Nullable;
import org.postroad.protocol.certificate.KeyUse;
import org.postroad.protocol.fault.Fault;
import org.postroad.protocol.fault.FaultCode;
import org.postroad.protocol.token.KeyKind;

/** What is taken from a PKCS #10 request, once it proved to hold the key. */
record CertificateRequest(
    X500Name subject, PublicKey key, List<String> dnsNames, Optional<KeyUse> use) {
  private static final int MAX_BYTES = 16 * 1024;

  static CertificateRequest parse(byte[] der) {
    if (der.length > MAX_BYTES) {
      throw refusal("it has " + der.length + " bytes, at most " + MAX_BYTES);
    }
    try {
      var request = new PKCS10CertificationRequest(der);
      PublicKey key = publicKey(request);
      if (KeyKind.of(key).isEmpty()) {
        throw refusal("its key is not one of " + Arrays.toString(KeyKind.values()));
      }
      if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
        throw refusal("it is not signed by the key it contains");
      }
      return new CertificateRequest(request.getSubject(), key, dnsNames(request), use(request));
    } catch (IOException | PKCSException | OperatorCreationException e) {
      throw unreadable(e);
    } catch (IllegalArgumentException | IllegalStateException | ClassCastException e) {
      throw unreadable(e);
    }
  }

  private static PublicKey publicKey(PKCS10CertificationRequest request) throws IOException {
    var info = request.getSubjectPublicKeyInfo();
    String oid = info.getAlgorithm().getAlgorithm().getId();
    try {
      return KeyFactory.getInstance(oid).generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw unreadable(e);
    }
  }

  private static List<String> dnsNames(PKCS10CertificationRequest request) {
    @Nullable Extensions extensions = request.getRequestedExtensions();
    if (extensions == null || extensions.getExtension(Extension.subjectAlternativeName) == null) {
      return List.of();
    }
    GeneralNames names = GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
    return Arrays.stream(names.getNames())
        .filter(name -> name.getTagNo() == GeneralName.dNSName)
        .map(name -> name.getName().toString())
        .toList();
  }

  /** What it asks to be used for, if that is one thing. */
  private static Optional<KeyUse> use(PKCS10CertificationRequest request) {
    @Nullable Extensions extensions = request.getRequestedExtensions();
    @Nullable KeyUsage asked = extensions == null ? null : KeyUsage.fromExtensions(extensions);
    if (asked == null) {
      return Optional.empty();
    }
    boolean signing = asked.hasUsages(KeyUsage.nonRepudiation);
    boolean authentication = asked.hasUsages(KeyUsage.digitalSignature);
    if (signing == authentication) {
      return Optional.empty();
    }
    return Optional.of(signing ? KeyUse.SIGNING : KeyUse.AUTHENTICATION);
  }

  private static Fault refusal(String reason) {
    return new Fault(FaultCode.INCORRECT_CERTIFICATE, "Certificate request is refused: " + reason);
  }

  private static Fault unreadable(Exception cause) {
    return new Fault(FaultCode.INCORRECT_CERTIFICATE, "Certificate request cannot be read", cause);
  }
}
