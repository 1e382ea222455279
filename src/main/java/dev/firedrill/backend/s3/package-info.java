/** Backups in a store that speaks S3. */
@NullMarked
package dev.firedrill.backend.s3;

import org.jspecify.annotations.NullMarked;
