package dev.firedrill.backend.containers.images;

import org.jspecify.annotations.Nullable;

/**
 * An image that the builder knows, as the engine has it.
 *
 * @param tag name and tag
 * @param state {@code current}, {@code stale} where its inputs have changed since, or {@code
 *     absent}
 * @param sizeBytes its size with all layers, 0 where absent
 */
public record ImageState(String tag, String state, long sizeBytes) {

  static ImageState of(String tag, String inputs, Engine.@Nullable Present present) {
    if (present == null) {
      return new ImageState(tag, "absent", 0);
    }
    return new ImageState(
        tag, present.inputs().equals(inputs) ? "current" : "stale", present.sizeBytes());
  }
}
