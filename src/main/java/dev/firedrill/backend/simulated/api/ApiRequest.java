package dev.firedrill.backend.simulated.api;

import java.util.Map;

/**
 * A request to an API server.
 *
 * @param method in capitals
 * @param path without the query
 * @param query the parameters, decoded
 * @param contentType of the body, or empty
 * @param body the body, or nothing
 */
public record ApiRequest(
    String method, String path, Map<String, String> query, String contentType, byte[] body) {}
