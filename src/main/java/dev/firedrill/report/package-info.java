/**
 * What a run leaves behind: its folder, Allure results and report, and a page that stands alone.
 */
@NullMarked
package dev.firedrill.report;

import org.jspecify.annotations.NullMarked;
