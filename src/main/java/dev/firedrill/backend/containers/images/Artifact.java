package dev.firedrill.backend.containers.images;

import java.util.List;

/** Something that is made once for given inputs and then kept. */
sealed interface Artifact permits Program, Image {

  /** What making it is, for progress lines, for example {@code compile kubernetes v1.29.4}. */
  String title();

  /** SHA-256 over all that it is made from, in hexadecimal. */
  String inputs();

  /** What must exist before it can be made. */
  List<Artifact> needs();
}
