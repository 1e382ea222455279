package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiObjects;
import dev.firedrill.backend.simulated.api.ApiReply;
import dev.firedrill.backend.simulated.api.ApiRequest;
import java.io.IOException;

/**
 * The way from one host to the API with one kubeconfig, without fabric8: for programs that put a
 * request together themselves. A call outside of an event lets some milliseconds pass.
 */
public interface ApiConnection {

  /**
   * Sends a request and takes the answer, whatever its status.
   *
   * @throws IOException where nobody answered, or the certificate was not to be trusted
   */
  ApiReply send(ApiRequest request) throws IOException;

  /**
   * Asks for all objects of a kind; in events only, where it takes no time.
   *
   * @param resource for example {@code pods}
   * @throws IOException as {@link #send} does
   */
  ApiObjects objects(String resource) throws IOException;

  /**
   * The same, but only those that have an owner.
   *
   * @throws IOException as {@link #send} does
   */
  ApiObjects owned(String resource) throws IOException;

  /**
   * Asks for the pods on a node; among them may be some that name it and are not on it.
   *
   * @throws IOException as {@link #send} does
   */
  ApiObjects podsNaming(String node) throws IOException;
}
