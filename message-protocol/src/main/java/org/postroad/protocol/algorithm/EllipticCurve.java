// SPDX-License-Identifier: MIT
package org.postroad.protocol.algorithm;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.Optional;

/**
 * The three curves that may sign, recognised by their prime and base point.
 *
 * <p>A name is not enough: keys can carry explicit parameters that only look like a known curve.
 */
enum EllipticCurve {
  P256(
      "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff",
      "5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b",
      "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296",
      "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
  P384(
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe"
          + "ffffffff0000000000000000ffffffff",
      "b3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875a"
          + "c656398d8a2ed19d2a85c8edd3ec2aef",
      "aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a38"
          + "5502f25dbf55296c3a545e3872760ab7",
      "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf"
          + "581a0db248b0a77aecec196accc52973"),
  P521(
      "01ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
          + "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      "0051953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109"
          + "e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00",
      "00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3d"
          + "baa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66",
      "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa"
          + "51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409");

  private static final BigInteger MINUS_THREE = BigInteger.valueOf(-3);

  private final BigInteger prime;
  private final BigInteger b;
  private final BigInteger generatorX;
  private final BigInteger order;

  EllipticCurve(String prime, String b, String generatorX, String order) {
    this.prime = new BigInteger(prime, 16);
    this.b = new BigInteger(b, 16);
    this.generatorX = new BigInteger(generatorX, 16);
    this.order = new BigInteger(order, 16);
  }

  /** The curve of a key; a public key whose point is not on it has none. */
  static Optional<EllipticCurve> of(Key key) {
    if (!(key instanceof ECKey ec)) {
      return Optional.empty();
    }
    for (var curve : values()) {
      if (curve.is(ec.getParams()) && (!(key instanceof ECPublicKey point) || curve.has(point))) {
        return Optional.of(curve);
      }
    }
    return Optional.empty();
  }

  int fieldBytes() {
    return (prime.bitLength() + 7) / 8;
  }

  private boolean is(ECParameterSpec parameters) {
    var curve = parameters.getCurve();
    return curve.getField() instanceof ECFieldFp field
        && field.getP().equals(prime)
        && curve.getA().mod(prime).equals(MINUS_THREE.mod(prime))
        && curve.getB().equals(b)
        && parameters.getGenerator().getAffineX().equals(generatorX)
        && parameters.getOrder().equals(order)
        && parameters.getCofactor() == 1;
  }

  private boolean has(ECPublicKey key) {
    var x = key.getW().getAffineX();
    var y = key.getW().getAffineY();
    if (x == null || y == null || !isCoordinate(x) || !isCoordinate(y)) {
      return false;
    }
    var right = x.multiply(x).add(MINUS_THREE).multiply(x).add(b).mod(prime);
    return y.multiply(y).mod(prime).equals(right);
  }

  private boolean isCoordinate(BigInteger value) {
    return value.signum() >= 0 && value.compareTo(prime) < 0;
  }
}
