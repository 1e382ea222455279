//go:build tools

// Package kind pins what kind is built from.
package kind

import _ "sigs.k8s.io/kind"
