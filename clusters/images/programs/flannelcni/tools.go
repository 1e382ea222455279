//go:build tools

// Package flannelcni pins what the flannel CNI plugin is built from.
package flannelcni

import (
	_ "github.com/containernetworking/plugins/plugins/meta/flannel"
)
