/**
 * Classes that break the rules of the house, each one of them, so that the rules are seen to bite.
 */
@org.jspecify.annotations.NullMarked
package dev.firedrill.archfixture;
