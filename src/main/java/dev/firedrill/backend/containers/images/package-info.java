/** Builds node images from Go modules and Debian packages, where no image can be pulled. */
@NullMarked
package dev.firedrill.backend.containers.images;

import org.jspecify.annotations.NullMarked;
