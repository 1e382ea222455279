/** Certificates, keys and kubeconfigs of a simulated cluster: real X.509, small and repeatable. */
@NullMarked
package dev.firedrill.backend.simulated.pki;

import org.jspecify.annotations.NullMarked;
