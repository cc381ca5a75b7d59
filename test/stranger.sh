#!/usr/bin/env bash
# A client written from the documentation alone: curl, openssl and sed, no code of this project.
# It lives a license's whole life against a running server and verifies both signatures of each answer.
# usage: stranger.sh URL API_KEY SHARED_KEY
set -euo pipefail
url=$1 api_key=$2 shared_key=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
curl -sS --fail "$url/__mock/public-key" > "$work/public.pem"

product=key-app license_key=NEWX-PERP-KEYS-0001 hardware_id=Stranger-PC
by_key="product=$product&license_key=$license_key&hardware_id=$hardware_id"

fail() { echo "stranger: $*" >&2; exit 1; }

# call METHOD PATH STATUS [BODY]: sends a signed request and verifies status and LicenseSignature; leaves $work/body.
call() {
  local date signature
  date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
  signature=$(printf 'licenseSpring\ndate: %s' "$date" | openssl dgst -sha256 -hmac "$shared_key" -binary | base64)
  local status
  status=$(curl -sS -o "$work/body" -D "$work/headers" -w '%{http_code}' --max-time 10 -X "$1" "$url/api/v4/$2" \
    -H "Date: $date" -H 'Content-Type: application/json' ${4:+-d "$4"} \
    -H "Authorization: algorithm=\"hmac-sha256\",headers=\"date\",signature=\"$signature\",apikey=\"$api_key\"")
  [ "$status" = "$3" ] || fail "$1 $2 answered $status, expected $3: $(cat "$work/body")"
  tr -d '\r' < "$work/headers" | sed -n 's/^[Ll]icense[Ss]ignature: //p' | base64 -d > "$work/signature"
  verify "$work/body" "$work/signature" || fail "the LicenseSignature of $1 $2 does not fit the body"
}
verify() { openssl dgst -sha256 -verify "$work/public.pem" -signature "$2" "$1" > "$work/verdict" 2>&1; }
field() { sed -n "s/.*\"$1\":\"\{0,1\}\([^,\"}]*\)\"\{0,1\}[,}].*/\1/p" "$work/body"; }
expect() { [ "$(field "$1")" = "$2" ] || fail "$1 is $(field "$1"), expected $2"; }

# license_signature covers hardware id, license key and end of validity, in lower case.
verify_license() {
  local validity
  validity=$(field validity_period)
  [ "$validity" = null ] && validity=
  printf '%s' "$hardware_id#$license_key#$validity" | tr '[:upper:]' '[:lower:]' > "$work/text"
  field license_signature | base64 -d > "$work/signature"
  verify "$work/text" "$work/signature" || fail "license_signature does not fit"
}

json="{\"product\":\"$product\",\"license_key\":\"$license_key\",\"hardware_id\":\"$hardware_id\"}"
call GET "check_license?$by_key" 400;                         expect code license_not_active
call POST activate_license 200 "$json";                       expect times_activated 1; verify_license
call GET "check_license?$by_key" 200;                         expect license_active true; verify_license
call POST add_consumption 400 "$json";                        expect code license_not_consumption
call POST deactivate_license 200 "$json"
[ "$(cat "$work/body")" = license_deactivated ] || fail "deactivation answered $(cat "$work/body")"
call GET "check_license?$by_key" 400;                         expect code license_not_active

license_key=CONS-PLAI-KEYS-0001
consume="{\"product\":\"$product\",\"license_key\":\"$license_key\",\"hardware_id\":\"Laptop-1\",\"consumptions\":3}"
call POST add_consumption 200 "$consume";                     before=$(field total_consumptions)
call POST add_consumption 200 "$consume";                     expect total_consumptions $((before + 3))
call GET "check_license_feature?product=$product&license_key=FEAT-URES-KEYS-0001&hardware_id=Laptop-1&feature=activation" 200
expect feature_type activation

# A tampered body must not pass.
printf ' ' >> "$work/body"
verify "$work/body" "$work/signature" && fail "a tampered body passed"
echo "stranger: activated, checked, consumed and deactivated; every signature fits"
