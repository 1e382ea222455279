// Command crictl is the CRI command line kubeadm requires on every node.
package main

import (
	"os"
	"path/filepath"

	"github.com/kubernetes-sigs/cri-tools/cmd/crictl"
)

func main() {
	os.Args[0] = filepath.Base(os.Args[0])
	crictl.Main()
}
