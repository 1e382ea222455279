package dev.firedrill.workload;

import dev.firedrill.history.Observation.RequestFailed;
import dev.firedrill.history.Recorder;
import java.time.Instant;

/** Records each failure up to a limit; then says once that further ones are only counted. */
final class FailureLog {

  static final int LIMIT = 1_000;

  private final String stream;
  private final Recorder recorder;
  private long failures;

  FailureLog(String stream, Recorder recorder) {
    this.stream = stream;
    this.recorder = recorder;
  }

  void failed(Instant intended, String why) {
    failures++;
    if (failures <= LIMIT) {
      recorder.record(new RequestFailed(intended, stream, why));
    } else if (failures == LIMIT + 1) {
      recorder.record(
          new RequestFailed(
              intended,
              stream,
              why
                  + "; this stream has failed more than "
                  + LIMIT
                  + " times: further failures are counted in its windows only"));
    }
  }
}
