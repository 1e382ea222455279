package dev.firedrill.report;

import java.nio.file.Path;

/**
 * Where a report is.
 *
 * @param page the page that stands alone
 * @param allureReport Allure's page
 * @param allureProblem why Allure's page is not there, or empty where it is
 */
public record WrittenReport(Path page, Path allureReport, String allureProblem) {}
