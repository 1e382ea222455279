/** What a backup is off the cluster: the set, its manifest, and its encryption. */
@NullMarked
package dev.firedrill.backup;

import org.jspecify.annotations.NullMarked;
