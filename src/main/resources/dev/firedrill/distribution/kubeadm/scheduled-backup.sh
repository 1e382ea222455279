#!/bin/sh
# scheduled-backup etcd|pki: copies a control plane's etcd, or its PKI and encryption keys, into a folder of this machine, verifies the
# copy, and removes copies that are older than 7 days.
#
# A copy counts once NAME.verified lies beside it; "newest" has what the newest of those says. last-run says how the
# newest run ended. Nothing is removed by a run that fails, so that the newest copy that counts always stays.
# Copies hold every secret of the cluster: root alone may read them, and they have to be brought off this machine.
set -eu
umask 077
: "${BACKUPS:=/var/backups/firedrill}" "${PKI:=/etc/kubernetes/pki}" "${ETCD_DATA:=/var/lib/etcd}"
: "${MANIFESTS:=/etc/kubernetes/manifests}" "${KEEP_MINUTES:=10080}" "${LIMIT:=300}"
kind=${1:-}
case $kind in etcd | pki) ;; *) echo "usage: scheduled-backup etcd|pki" >&2 && exit 64 ;; esac
folder=$BACKUPS/$kind
now=$(date +%s)
stamp=$(date -u -d "@$now" +%Y%m%dT%H%M%SZ)
mkdir -p "$folder"
cd "$folder"

# put NAME: what comes in, as a file that is there whole or not at all.
put() {
  cat >"$1.part"
  mv -f "$1.part" "$1"
}

fail() {
  echo "failed $now: $*" | put last-run
  echo "backup of $kind: $*" >&2
  exit 1
}

etcd() {
  container=$(crictl ps --state Running --name '^etcd$' --quiet | head -n 1)
  [ -n "$container" ] || fail "no running etcd container"
  # The one folder that etcd's container and the machine share.
  saved=$ETCD_DATA/firedrill-scheduled.db
  trap 'rm -f "$saved" "$saved.part"' EXIT
  rm -f "$saved"
  timeout "$LIMIT" crictl exec "$container" etcdctl --endpoints https://127.0.0.1:2379 --cacert "$PKI/etcd/ca.crt" \
    --cert "$PKI/etcd/healthcheck-client.crt" --key "$PKI/etcd/healthcheck-client.key" \
    snapshot save "$saved" >&2 || fail "etcdctl did not save a snapshot within $LIMIT s"
  [ -s "$saved" ] || fail "the snapshot is empty"
  facts=$(timeout "$LIMIT" crictl exec "$container" etcdutl snapshot status "$saved" --write-out json) ||
    fail "etcdutl cannot read the snapshot"
  # etcdutl does not look at the digest that a snapshot ends with; a restore does.
  digest=$(tail -c 32 "$saved" | od -An -v -tx1 | tr -d ' \n')
  [ "$(head -c -32 "$saved" | sha256sum | cut -d ' ' -f 1)" = "$digest" ] ||
    fail "the snapshot does not end with the digest of what precedes"
  copy=etcd-$stamp.db
  mv -f "$saved" "$copy"
}

pki() {
  copy=pki-$stamp.tar.gz
  [ -s "$PKI/ca.crt" ] && [ -s "$PKI/ca.key" ] && [ -s "$PKI/sa.key" ] ||
    fail "ca.crt, ca.key or sa.key is missing or empty in $PKI"
  # Without the keys that objects are encrypted by no snapshot of them is of use.
  named=$(sed -n 's/^ *- --encryption-provider-config=//p' "$MANIFESTS/kube-apiserver.yaml" 2>/dev/null || true)
  [ -z "$named" ] || [ -s "$named" ] || fail "$named, which the API server encrypts by, is missing or empty"
  case $named in "" | "$PKI"/*) more= ;; *) more=$named ;; esac
  tar -czf "$copy.part" -C "$PKI" . ${more:+-C / "${more#/}"} || fail "tar did not read $PKI $more"
  facts=$(tar -tzf "$copy.part" | grep -c -v '/$') || fail "the archive does not list"
  [ "$facts" = "$(find "$PKI" ${more:+"$more"} ! -type d | wc -l)" ] || fail "the archive has $facts files, which are not all"
  mv -f "$copy.part" "$copy"
}

"$kind"
{
  echo "file=$folder/$copy"
  echo "taken=$now"
  echo "bytes=$(wc -c <"$copy")"
  echo "sha256=$(sha256sum <"$copy" | cut -d ' ' -f 1)"
  echo "facts=$facts"
} | put "$copy.verified"
put newest <"$copy.verified"
echo "ok $now" | put last-run
find . -maxdepth 1 -type f -name "$kind-*" -mmin "+$KEEP_MINUTES" ! -name "$copy" ! -name "$copy.verified" \
  -exec rm -f -- {} +
