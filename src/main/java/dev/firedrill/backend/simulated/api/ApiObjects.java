package dev.firedrill.backend.simulated.api;

import java.util.List;

/**
 * All objects of a kind, as etcd has them.
 *
 * @param status of the answer, as to a list request
 * @param message why there are none, or empty
 * @param stored each as JSON, in the order of their keys; the same array as long as the object is
 *     the same, and never to be changed
 */
public record ApiObjects(int status, String message, List<byte[]> stored) {}
