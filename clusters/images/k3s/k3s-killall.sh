#!/bin/sh
# Ends k3s and every pod on this machine, and takes back what it did to mounts and interfaces. Data stays.
set -u
systemctl stop k3s.service k3s-agent.service
# Pods outlive the service: their shims are ended with all that runs under them.
for shim in $(pgrep -f 'containerd-shim.*-namespace k8s.io'); do
  for child in $(pgrep -P "$shim"); do kill -KILL -- "-$child" 2>/dev/null || kill -KILL "$child" 2>/dev/null; done
  kill -KILL "$shim" 2>/dev/null
done
# Deepest first.
for top in /run/k3s /var/lib/kubelet/pods /var/lib/kubelet/plugins /run/netns/cni-; do
  awk -v top="$top" 'index($2, top) == 1 {print $2}' /proc/self/mounts | sort -r | while read -r mount; do
    umount -l "$mount"
  done
done
ip netns list 2>/dev/null | awk '/^cni-/ {print $1}' | while read -r netns; do ip netns delete "$netns"; done
for interface in cni0 flannel.1; do ip link delete "$interface" 2>/dev/null; done
rm -rf /var/lib/cni
iptables-save | grep -v KUBE- | grep -v CNI- | grep -iv flannel | iptables-restore
