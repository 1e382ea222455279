/** Firedrill rehearses Kubernetes operations and certifies that they recover. */
package dev.firedrill;
