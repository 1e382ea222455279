/** Clusters made by kubeadm, with a stacked etcd. */
@NullMarked
package dev.firedrill.distribution.kubeadm;

import org.jspecify.annotations.NullMarked;
