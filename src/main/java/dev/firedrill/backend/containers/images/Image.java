package dev.firedrill.backend.containers.images;

/** An image in the engine, with its inputs in the label {@value #INPUTS_LABEL}. */
sealed interface Image extends Artifact permits DebianImage, BuiltImage, NodeImage {

  /** The label that carries the digest of an image's inputs. */
  String INPUTS_LABEL = "dev.firedrill.inputs";

  /** The image's name and tag. */
  String tag();
}
