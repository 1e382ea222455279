/** Access to any real cluster: its API by fabric8, its etcd by jetcd, and the clock. */
@NullMarked
package dev.firedrill.backend.remote;

import org.jspecify.annotations.NullMarked;
