/** What tests of several packages share. */
@NullMarked
package dev.firedrill.testing;

import org.jspecify.annotations.NullMarked;
