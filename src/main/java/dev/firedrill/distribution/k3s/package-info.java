/** Clusters made by k3s, with embedded etcd. */
@NullMarked
package dev.firedrill.distribution.k3s;

import org.jspecify.annotations.NullMarked;
