package dev.firedrill.archfixture.model;

/** Breaks nothing. */
public final class Value {}
