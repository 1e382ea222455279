/** Values of the field: versions, node names, members, topologies, expectations. */
@NullMarked
package dev.firedrill.model;

import org.jspecify.annotations.NullMarked;
