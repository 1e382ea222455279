package dev.firedrill.backend.s3;

import dev.firedrill.ports.BackupStore;
import dev.firedrill.ports.BackupStoreFailed;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Backups as the objects of a bucket whose keys begin with a prefix. An upload that is broken off
 * leaves no object (Amazon S3, "PutObject": it "never adds partial objects").
 */
public final class S3Store implements BackupStore {

  private final S3Client client;
  private final String bucket;
  private final String prefix;

  S3Store(S3Client client, String bucket, String prefix) {
    this.client = client;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public String place() {
    return "s3://" + bucket + "/" + prefix;
  }

  @Override
  public void put(String name, byte[] content) {
    asked(
        "writing " + place() + name,
        () ->
            client.putObject(
                to -> to.bucket(bucket).key(prefix + name), RequestBody.fromBytes(content)));
  }

  @Override
  public Optional<byte[]> get(String name) {
    return asked(
        "reading " + place() + name,
        () -> {
          try {
            return Optional.of(
                client
                    .getObjectAsBytes(from -> from.bucket(bucket).key(prefix + name))
                    .asByteArray());
          } catch (NoSuchKeyException none) {
            return Optional.<byte[]>empty();
          }
        });
  }

  @Override
  public List<String> names() {
    return asked(
        "listing " + place(),
        () ->
            client
                .listObjectsV2Paginator(in -> in.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .map(key -> key.substring(prefix.length()))
                .sorted()
                .toList());
  }

  @Override
  public void delete(String name) {
    asked(
        "removing " + place() + name,
        () -> client.deleteObject(of -> of.bucket(bucket).key(prefix + name)));
  }

  private static <T> T asked(String doing, Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new BackupStoreFailed(
          doing,
          String.valueOf(e.getMessage()),
          "check bucket, credentials and AWS_ENDPOINT_URL, and whether the store answers",
          e);
    }
  }
}
