#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Verifies a published configuration by hand, with a shell and openssl and nothing else.
#
#   docs/verify-directory.sh ANCHOR DIRECTORY [FOLDER]
#
#   ANCHOR     anchor file of the registry, which came in a way that is trusted
#   DIRECTORY  what the registry answered for /internalconf or /externalconf, as it came
#   FOLDER     where the parts lie, each at its Content-location; without it they are only listed
#
# Says what it found and ends with 0 if all of it is good, with 1 if anything is not. It tells when
# the directory expires but does not judge that: whoever looks into the past wants to see it.
set -euf
LC_ALL=C
export LC_ALL

refuse() {
  echo "refused: $*" >&2
  exit 1
}

[ $# = 2 ] || [ $# = 3 ] || refuse "expected ANCHOR DIRECTORY [FOLDER]"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cr=$(printf '\r')

digest_of() { # URI: the name that openssl has for a digest
  case $1 in
    http://www.w3.org/2001/04/xmlenc#sha256) echo sha256 ;;
    http://www.w3.org/2001/04/xmldsig-more#sha384) echo sha384 ;;
    http://www.w3.org/2001/04/xmlenc#sha512) echo sha512 ;;
    *) refuse "digest algorithm $1" ;;
  esac
}

base64_digest() { # DIGEST FILE
  openssl dgst "-$1" -binary "$2" | openssl base64 -A
}

signed_line() { # one line of what is signed
  printf '%s\r\n' "$1" >>"$work/signed"
  case $1 in
    [Ee]xpire-[Dd]ate:\ *) expires=${1#*: } ;;
    [Vv]ersion:\ *) version=${1#*: } ;;
    [Cc]ontent-[Ii]dentifier:\ *) identifier=${1#*: } ;;
    [Cc]ontent-[Ll]ocation:\ *) location=${1#*: } ;;
    [Hh]ash-[Aa]lgorithm-[Ii]d:\ *) hash=${1#*: } ;;
    "" | --* | *:\ *) ;;
    *)
      printf '%s\n' "$identifier" "$location" "$hash" "$1" >>"$work/parts"
      identifier='' location='' hash=''
      ;;
  esac
}

signature_header() {
  case $1 in
    [Ss]ignature-[Aa]lgorithm-[Ii]d:\ *) algorithm=${1#*: } ;;
    [Vv]erification-[Cc]ertificate-[Hh]ash:\ *)
      certificate_hash=${1#*: }
      certificate_digest=${certificate_hash#*hash-algorithm-id=}
      certificate_digest=${certificate_digest#\"}
      certificate_digest=${certificate_digest%\"}
      certificate_hash=${certificate_hash%%;*}
      ;;
  esac
}

take_apart() { # reads the document: what is signed, by what, and the signature
  step=outer
  while IFS= read -r line || [ -n "$line" ]; do
    # The very last line may end without a line end; that is outside of all that is signed.
    case $line in *"$cr") line=${line%"$cr"} ;; *) [ "$step" = close ] || refuse "no CR LF" ;; esac
    printf '%s\r\n' "$line" >>"$work/copy"
    case $step,$line in
      outer,[Cc]ontent-[Tt]ype:\ multipart/related\;*boundary=*) outer=${line##*boundary=} step=blank ;;
      blank,) step=open ;;
      open,"--$outer") step=inner ;;
      inner,[Cc]ontent-[Tt]ype:\ multipart/mixed\;*boundary=*) inner=${line##*boundary=} step=begin ;;
      begin,) step=signed ;;
      signed,"--$inner--") signed_line "$line" && step=after ;;
      signed,*) signed_line "$line" ;;
      after,) step=next ;;
      next,"--$outer") step=header ;;
      header,) step=signature ;;
      header,*) signature_header "$line" ;;
      signature,*) printf '%s' "$line" | openssl base64 -d -A >"$work/signature" && step=close ;;
      close,"--$outer--") step=end ;;
      *) refuse "line '$line' where '$step' should be" ;;
    esac
  done <"$1"
  [ "$step" = end ] || refuse "the document is cut off"
  # A shell drops what it cannot hold, so what it read is compared with what is there.
  cmp -s "$work/copy" "$1" || { printf '\r\n' | cat "$1" - | cmp -s "$work/copy" -; } \
    || refuse "the document is not text"
}

find_certificate() { # leaves the certificate of the anchor that has the hash which the directory names
  name=$(digest_of "$certificate_digest")
  rest=$(cat "$1")
  while [ "$rest" != "${rest#*<verificationCert>}" ]; do
    rest=${rest#*<verificationCert>}
    # shellcheck disable=SC2086 # the words of it, without the blanks between
    printf '%s' ${rest%%</verificationCert>*} | openssl base64 -d -A >"$work/certificate"
    if [ "$(base64_digest "$name" "$work/certificate")" = "$certificate_hash" ]; then
      return
    fi
  done
  refuse "no certificate of the anchor has the $name digest $certificate_hash"
}

verify_signature() {
  options=
  case $algorithm in
    http://www.w3.org/2001/04/xmldsig-more#rsa-sha*) name=${algorithm##*-} ;;
    http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha*) name=${algorithm##*-} ;;
    http://www.w3.org/2007/05/xmldsig-more#sha*-rsa-MGF1)
      name=${algorithm#*#}
      name=${name%%-*}
      options="-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest"
      ;;
    *) refuse "signature algorithm $algorithm" ;;
  esac
  case $name in sha256 | sha384 | sha512) ;; *) refuse "signature algorithm $algorithm" ;; esac
  openssl x509 -inform DER -in "$work/certificate" -pubkey -noout >"$work/key"
  # shellcheck disable=SC2086 # several words
  openssl dgst "-$name" $options -verify "$work/key" -signature "$work/signature" \
    "$work/signed" >"$work/verdict" 2>&1 || refuse "the signature does not verify"
}

check_part() { # IDENTIFIER LOCATION HASH DIGEST
  verdict=listed
  if [ -n "$folder" ]; then
    case $2 in *..*) refuse "location $2" ;; esac
    [ -f "$folder/$2" ] || refuse "no part $folder/$2"
    name=$(digest_of "$3")
    found=$(base64_digest "$name" "$folder/$2")
    [ "$found" = "$4" ] || refuse "$2 has the digest $found, signed is $4"
    verdict=good
  fi
  echo "part:        $verdict, $1 at $2"
}

anchor=$1 directory=$2 folder=${3:-}
expires='' version=2 identifier='' location='' hash='' algorithm='' certificate_hash='' certificate_digest=''
outer='' inner=''
: >"$work/parts"
take_apart "$directory"
find_certificate "$anchor"
verify_signature
echo "signature:   good, $algorithm"
echo "certificate: $(openssl x509 -inform DER -in "$work/certificate" -noout -subject -fingerprint -sha256 | tr '\n' ' ')"
echo "expires:     $expires"
echo "version:     $version"
while IFS= read -r identifier; do
  read -r location && read -r hash && read -r digest
  check_part "$identifier" "$location" "$hash" "$digest"
done <"$work/parts"
