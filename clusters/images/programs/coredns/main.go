// Command coredns is the cluster DNS server with its default plugins.
package main

import (
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/core/plugin"
)

func main() {
	coremain.Run()
}
