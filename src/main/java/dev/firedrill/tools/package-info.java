/**
 * Typed command lines of kubeadm, etcdctl, etcdutl, crictl and systemctl, and parsers of what they
 * print; certificates signed again, and who trusts which authority.
 */
@NullMarked
package dev.firedrill.tools;

import org.jspecify.annotations.NullMarked;
