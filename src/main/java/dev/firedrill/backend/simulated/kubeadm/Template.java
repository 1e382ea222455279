package dev.firedrill.backend.simulated.kubeadm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Objects that kubeadm applies, from a text with places to fill in. */
final class Template {

  private Template() {}

  /** Creates the objects, or updates those that are there. */
  static void apply(Session session, String name, Map<String, String> values) {
    String text = text(name);
    for (Entry<String, String> each : values.entrySet()) {
      text = text.replace("@" + each.getKey() + "@", each.getValue());
    }
    byte[] filled = text.getBytes(StandardCharsets.UTF_8);
    List<HasMetadata> objects =
        session.admin(client -> client.load(new ByteArrayInputStream(filled)).items());
    objects.forEach(object -> put(session, Paths.ADMIN, object));
  }

  /** Creates the object, or updates the one that is there. */
  static void put(Session session, String kubeconfig, HasMetadata object) {
    session.api(kubeconfig, client -> put(client, object));
  }

  private static HasMetadata put(KubernetesClient client, HasMetadata object) {
    return client.resource(object).createOr(NonDeletingOperation::update);
  }

  private static String text(String name) {
    try (InputStream stream = Template.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the build leaves out " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }
}
