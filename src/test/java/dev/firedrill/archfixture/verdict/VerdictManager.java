package dev.firedrill.archfixture.verdict;

/** Manages. */
public final class VerdictManager {}
