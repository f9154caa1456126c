// SPDX-License-Identifier: MIT
package org.postroad.cli.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.postroad.protocol.token.KeyKind;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Kinds of signing keys as they are typed: {@code rsa-2048}, {@code p-256}, or several of them. */
final class KeyNames implements ITypeConverter<KeyKinds> {

  @Override
  public KeyKinds convert(String value) {
    List<KeyKind> kinds = new ArrayList<>();
    for (String name : value.split(",", -1)) {
      kinds.add(
          Arrays.stream(KeyKind.values())
              .filter(kind -> typed(kind).equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new TypeConversionException(
                      "'"
                          + name
                          + "' is none of "
                          + Arrays.stream(KeyKind.values()).map(KeyNames::typed).toList())));
    }
    return new KeyKinds(kinds);
  }

  static String typed(KeyKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace("ec_p", "p-").replace('_', '-');
  }
}
