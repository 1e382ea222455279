/** kubeadm 1.29 to 1.31, phase by phase, on a simulated machine's files and through its API. */
@NullMarked
package dev.firedrill.backend.simulated.kubeadm;

import org.jspecify.annotations.NullMarked;
