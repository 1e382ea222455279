//go:build tools

// Package k3s names the program that is compiled, so that its modules are pinned.
package k3s

import _ "github.com/k3s-io/k3s/cmd/server"
