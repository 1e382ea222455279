package dev.firedrill.report;

/**
 * A drawing.
 *
 * @param name its file's name without the ending
 * @param title what it shows
 * @param svg the whole SVG document, which may also stand inside HTML
 */
record Chart(String name, String title, String svg) {}
