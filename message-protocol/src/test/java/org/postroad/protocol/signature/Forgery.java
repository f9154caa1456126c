// SPDX-License-Identifier: MIT
package org.postroad.protocol.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postroad.protocol.algorithm.DigestAlgorithm;
import org.postroad.protocol.xml.Namespaces;
import org.w3c.dom.Element;

/**
 * Documents that their owner really signed, but of a form that no honest one makes: a text edit of
 * a good signature, with digest and signature value made right again over what it says then.
 */
final class Forgery {

  private static final Pattern PROPERTIES_DIGEST =
      Pattern.compile("(#SignedProperties\".*?<ds:DigestValue>)[^<]*", Pattern.DOTALL);
  private static final Pattern VALUE =
      Pattern.compile("(<ds:SignatureValue[^>]*>)[^<]*", Pattern.DOTALL);

  private Forgery() {}

  static byte[] of(Fixtures.Signer signer, SignedParts parts, UnaryOperator<String> edit)
      throws Exception {
    var good = Fixtures.sign(signer.kind(), parts);
    String edited = edit.apply(new String(good.document(), UTF_8));
    String digest = properties(edited);
    String digested = PROPERTIES_DIGEST.matcher(edited).replaceFirst("$1" + quoted(digest));
    var document = Santuario.parse(digested.getBytes(UTF_8));
    var signedInfo = Santuario.first(document, Namespaces.DS, "SignedInfo");
    var method = Santuario.first(document, Namespaces.DS, "CanonicalizationMethod");
    byte[] toSign = Santuario.canonical(signedInfo, method.getAttribute("Algorithm"));
    byte[] value = signer.identity().key().sign(toSign);
    String base64 = Base64.getEncoder().encodeToString(value);
    return VALUE.matcher(digested).replaceFirst("$1" + quoted(base64)).getBytes(UTF_8);
  }

  /** Over the element that the reference names, with the transform it names. */
  private static String properties(String edited) throws Exception {
    var document = Santuario.parse(edited.getBytes(UTF_8));
    var properties = Santuario.first(document, Namespaces.XADES, "SignedProperties");
    var transform = (Element) document.getElementsByTagNameNS(Namespaces.DS, "Transform").item(0);
    String method =
        transform == null ? SignatureTemplate.INCLUSIVE_C14N : transform.getAttribute("Algorithm");
    return DigestAlgorithm.SHA512.digest(Santuario.canonical(properties, method)).base64();
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
