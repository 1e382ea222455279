#!/bin/sh
# scheduled-backup etcd|pki: copies a control plane's etcd, or its PKI and encryption keys, into a folder of this machine, verifies the
# copy, and removes copies that are older than 7 days.
#
# A copy counts once NAME.verified lies beside it; "newest" has what the newest of those says, and is never removed. last-run says how the
# newest run ended: "running" until it has, and not there at all where the disk took not even that.
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
case $kind in
  # The one folder that etcd's container and the machine share.
  etcd) copy=etcd-$stamp.db && saved=$ETCD_DATA/firedrill-scheduled.db ;;
  pki) copy=pki-$stamp.tar.gz && saved=$folder/$copy.part ;;
esac
why="broke off"
mkdir -p "$folder"
cd "$folder"

# put NAME: what comes in, as a file that is there whole or not at all.
put() {
  cat >"$1.part" && mv -f "$1.part" "$1"
}

fail() {
  why=$*
  exit 1
}

# However a run ends but by losing the machine: what counts for nothing is taken away, and a failure noted.
ended() {
  code=$?
  trap - EXIT
  rm -f "$saved" "$saved.part" "$copy.verified.part" newest.part last-run.part
  [ -e "$copy.verified" ] || rm -f "$copy"
  [ "$code" = 0 ] && exit 0
  echo "backup of $kind: $why (exit code $code)" >&2
  echo "failed $now: $why (exit code $code)" | put last-run || rm -f last-run last-run.part
  exit "$code"
}

# prune: removes what is too old, and nothing where no newest copy that counts would stay.
prune() {
  kept=$(sed -n 's|^file=.*/||p' newest 2>/dev/null) || kept=
  [ -n "$kept" ] && [ -s "$kept" ] && [ -s "$kept.verified" ] || return 0
  find . -maxdepth 1 -type f -name "$kind-*" -mmin "+$KEEP_MINUTES" ! -name "$kept" ! -name "$kept.verified" \
    -exec rm -f -- {} +
}

# room FOLDER: twice the database has to be free there, lest a backup take the disk from what it is a backup of.
room() {
  free=$(df --block-size=1 --output=avail "$1" | tail -n 1 | tr -d ' ')
  [ "$free" -ge "$((2 * database))" ] ||
    fail "$free bytes are free for $1, fewer than twice the $database of etcd's database: make room, bring older copies elsewhere"
}

etcd() {
  container=$(crictl ps --state Running --name '^etcd$' --quiet | head -n 1)
  [ -n "$container" ] || fail "no running etcd container"
  rm -f "$saved" "$saved.part"
  database=$(wc -c <"$ETCD_DATA/member/snap/db") || fail "etcd has no database in $ETCD_DATA"
  room "$ETCD_DATA"
  room "$folder"
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
  mv -f "$saved" "$copy" || fail "the snapshot could not be moved to $folder"
}

pki() {
  [ -s "$PKI/ca.crt" ] && [ -s "$PKI/ca.key" ] && [ -s "$PKI/sa.key" ] ||
    fail "ca.crt, ca.key or sa.key is missing or empty in $PKI"
  # Without the keys that objects are encrypted by no snapshot of them is of use.
  named=$(sed -n 's/^ *- --encryption-provider-config=//p' "$MANIFESTS/kube-apiserver.yaml" 2>/dev/null || true)
  [ -z "$named" ] || [ -s "$named" ] || fail "$named, which the API server encrypts by, is missing or empty"
  case $named in "" | "$PKI"/*) more= ;; *) more=$named ;; esac
  tar -czf "$saved" -C "$PKI" . ${more:+-C / "${more#/}"} || fail "tar did not read $PKI $more"
  facts=$(tar -tzf "$saved" | grep -c -v '/$') || fail "the archive does not list"
  [ "$facts" = "$(find "$PKI" ${more:+"$more"} ! -type d | wc -l)" ] || fail "the archive has $facts files, which are not all"
  mv -f "$saved" "$copy" || fail "the archive could not be moved to $copy"
}

trap ended EXIT
trap 'why="ended by a signal"; exit 143' HUP INT TERM
# Removing needs no room, so that no earlier "ok" is left where the disk is full.
rm -f last-run
prune
why="what was to be noted could not be written"
echo "running $now" | put last-run
why="broke off"
"$kind"
why="what was to be noted of the copy could not be written"
sha256=$(sha256sum "$copy")
{
  echo "file=$folder/$copy"
  echo "taken=$now"
  echo "bytes=$(wc -c <"$copy")"
  echo "sha256=${sha256%% *}"
  echo "facts=$facts"
} | put "$copy.verified"
put newest <"$copy.verified"
why="older copies could not be removed"
prune
why="what was to be noted could not be written"
echo "ok $now" | put last-run
