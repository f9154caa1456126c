// SPDX-License-Identifier: MIT

package org.postroad.protocol.fault;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A fault as it is sent, or as it came from a peer: the dotted code with the side prefix, a text
 * for people, and an id or explanation. Characters that XML cannot carry are shown as U+FFFD.
 *
 * <p>SOAP form, one line without white space between elements:
 *
 * <pre>{@code
 * <?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope
 *  xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault>
 *  <faultcode>C</faultcode><faultstring>T</faultstring><faultactor></faultactor><detail>
 *  <faultDetail xmlns="">D</faultDetail></detail></SOAP-ENV:Fault>...
 * }</pre>
 */
public record FaultReport(String code, String text, String detail) {
  private static final String SOAP_HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
          + "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">"
          + "<SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>";
  private static final String SOAP_TAIL =
      "</faultDetail></detail></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>";

  /** A SOAP 1.1 envelope. */
  public byte[] toSoap() {
    var out = new StringBuilder(512).append(SOAP_HEAD);
    xml(out, code).append("</faultcode><faultstring>");
    xml(out, text).append("</faultstring><faultactor></faultactor>");
    xml(out.append("<detail><faultDetail xmlns=\"\">"), detail).append(SOAP_TAIL);
    return utf8(out);
  }

  /** {@code {"type":"C","message":"T","detail":"D"}} (B-053). */
  public byte[] toRestJson() {
    var out = new StringBuilder(256);
    json(out.append("{\"type\":\""), code);
    json(out.append("\",\"message\":\""), text);
    json(out.append("\",\"detail\":\""), detail);
    return utf8(out.append("\"}"));
  }

  /** {@code <error><type>C</type><message>T</message><detail>D</detail></error>} (B-054). */
  public byte[] toRestXml() {
    var out = new StringBuilder(256).append("<error><type>");
    xml(out, code).append("</type><message>");
    xml(out, text).append("</message><detail>");
    xml(out, detail).append("</detail></error>");
    return utf8(out);
  }

  /** 500 for a fault of a server, 400 for one of the caller, in either spelling (B-055). */
  public int restStatus() {
    return code.toLowerCase(Locale.ROOT).startsWith("server.") ? 500 : 400;
  }

  private static byte[] utf8(StringBuilder text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static StringBuilder xml(StringBuilder out, String text) {
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '\r' -> out.append("&#xD;");
            default -> out.appendCodePoint(isXml(c) ? c : 0xFFFD);
          }
        });
    return out;
  }

  private static boolean isXml(int c) {
    if (c < 0x20) {
      return c == '\t' || c == '\n';
    }
    return (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF;
  }

  private static void json(StringBuilder out, String text) {
    text.codePoints()
        .forEach(c -> {
          if (c == '"' || c == '\\') {
            out.append('\\').append((char) c);
          } else if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF)) {
            out.append("\\u%04x".formatted(c));
          } else {
            out.appendCodePoint(c);
          }
        });
  }
}
