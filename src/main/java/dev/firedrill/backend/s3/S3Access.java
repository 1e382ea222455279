package dev.firedrill.backend.s3;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Where a store is and who is let in: the place by its address, everything else by the variables
 * that AWS' own tools read. No file of credentials and no metadata service is asked.
 *
 * @param address {@code s3://BUCKET} or {@code s3://BUCKET/PREFIX}
 * @param environment {@code AWS_ACCESS_KEY_ID}, {@code AWS_SECRET_ACCESS_KEY}; where they are
 *     needed {@code AWS_SESSION_TOKEN}, {@code AWS_REGION}, {@code AWS_ENDPOINT_URL_S3} or {@code
 *     AWS_ENDPOINT_URL}
 */
public record S3Access(String address, Map<String, String> environment) {

  private static final Pattern ADDRESS =
      Pattern.compile("(?i:s3)://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9._-]+)*)/?");
  private static final String ID = "AWS_ACCESS_KEY_ID";
  private static final String SECRET = "AWS_SECRET_ACCESS_KEY";

  /** Copies the variables. */
  public S3Access {
    environment = Map.copyOf(environment);
  }

  /** True where the text is meant to be one. */
  public static boolean isOne(String text) {
    return text.regionMatches(true, 0, "s3://", 0, 5);
  }

  /** Everything that is wrong with it; nobody is asked. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!ADDRESS.matcher(address).matches()) {
      problems.add("\"" + address + "\": expected s3://BUCKET or s3://BUCKET/PREFIX");
    }
    for (String needed : List.of(ID, SECRET)) {
      if (variable(needed).isEmpty()) {
        problems.add("the environment lacks " + needed);
      }
    }
    endpoint()
        .filter(url -> !url.matches("https?://[^/]+/?"))
        .ifPresent(
            url -> problems.add("\"" + url + "\": expected an endpoint http(s)://HOST:PORT"));
    return problems;
  }

  /**
   * The store; nothing is asked yet.
   *
   * @param below the folder of it that is meant
   */
  public S3Store store(String below) {
    Matcher parts = ADDRESS.matcher(address);
    if (!parts.matches()) {
      throw new IllegalStateException(String.join("; ", problems()));
    }
    String prefix = (parts.group(2) + "/" + below + "/").replaceAll("/+", "/").substring(1);
    return new S3Store(client(), parts.group(1), prefix);
  }

  private S3Client client() {
    var builder =
        S3Client.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.of(variable("AWS_REGION").orElse("us-east-1")))
            .credentialsProvider(StaticCredentialsProvider.create(credentials()))
            // Newer checksums are unknown to many stores; every object is read back anyway.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    endpoint().ifPresent(url -> builder.endpointOverride(URI.create(url)).forcePathStyle(true));
    return builder.build();
  }

  private AwsCredentials credentials() {
    String id = variable(ID).orElse("");
    String secret = variable(SECRET).orElse("");
    return variable("AWS_SESSION_TOKEN")
        .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
        .orElseGet(() -> AwsBasicCredentials.create(id, secret));
  }

  private Optional<String> endpoint() {
    return variable("AWS_ENDPOINT_URL_S3").or(() -> variable("AWS_ENDPOINT_URL"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /** Without the credentials. */
  @Override
  public String toString() {
    return address;
  }
}
