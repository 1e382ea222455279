package dev.firedrill.backend.containers.images;

/**
 * A compiled file that an image's Dockerfile copies.
 *
 * @param program what was compiled
 * @param binary the file's name among the compiled ones
 * @param path where the Dockerfile finds it, from the image's folder
 */
record Part(Program program, String binary, String path) {}
