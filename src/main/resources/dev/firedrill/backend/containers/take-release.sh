# take-release FOLDER VERSION alone|shared: runs in a container of a node image; puts the release's programs and container images
# into FOLDER, which appears whole or not at all. FOLDER has the programs, archives of images, and images.txt: an image
# a line, the archive that has it, its name and its digest. Alone, it removes what other images left of that version.
set -eu
# A machine that is laid out otherwise brings its own.
[ ! -x /usr/lib/firedrill/take-release ] || exec /usr/lib/firedrill/take-release "$@"
folder=$1
version=$2
[ ! -e "$folder" ] || exit 0
if [ "$3" = alone ]; then
  find "$(dirname "$folder")" -maxdepth 1 -name "$version-*" -exec rm -rf {} +
fi

work=$(dirname "$folder")/.filling-$(hostname)
find "$(dirname "$folder")" -maxdepth 1 -name '.filling-*' -mmin +30 -exec rm -rf {} +
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"

# What is one file in the image stays one file: on disk and in memory once for all machines.
cd /usr/bin
cp -L --preserve=mode,links kubeadm kubelet kubectl "$work/"
cd /
found=$("$work/kubeadm" version -o short)
[ "$found" = "$version" ] || { echo "its kubeadm says that it is $found" >&2; exit 1; }

state=$(mktemp -d)
containerd --config /dev/null --root /var/lib/containerd --state "$state" --address "$state/sock" >"$state/log" 2>&1 &
ctr="ctr --address $state/sock --namespace k8s.io"
attempts=0
until $ctr version >/dev/null 2>&1; do
  attempts=$((attempts + 1))
  [ "$attempts" -le 300 ] || { echo "its containerd does not come up: $(tail -n 5 "$state/log")" >&2; exit 1; }
  sleep 0.1
done

# The version's own images share layers and go together; the others are often those of the version before.
$ctr images list | awk 'NR > 1 {print $1, $3}' >"$state/all"
missing=
own=
for image in $("$work/kubeadm" config images list --kubernetes-version "$version" 2>/dev/null); do
  case $image in
    *:"$version") archive=kubernetes.tar own="$own $image" ;;
    *) archive=$(basename "$image" | tr : -).tar ;;
  esac
  awk -v image="$image" -v archive="$archive" '$1 == image {print archive, $0; found = 1} END {exit !found}' \
    "$state/all" >>"$work/images.txt" || missing="$missing $image"
  [ "$archive" = kubernetes.tar ] || [ -n "$missing" ] || $ctr images export "$work/$archive" "$image"
done
[ -z "$missing" ] || { echo "it lacks container images that kubeadm $version needs:$missing" >&2; exit 1; }
[ -z "$own" ] || $ctr images export "$work/kubernetes.tar" $own

# Another container may have been quicker; its folder is as good.
mv -T "$work" "$folder" 2>/dev/null || [ -e "$folder" ]
