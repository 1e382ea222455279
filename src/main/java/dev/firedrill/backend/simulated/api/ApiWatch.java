package dev.firedrill.backend.simulated.api;

import java.util.List;

/** A watch at an API server; whoever holds it takes the events, as often as he likes. */
public interface ApiWatch {

  /** The answer that it began with: 200 and no body, or a refusal, after which nothing comes. */
  ApiReply beginning();

  /** What happened since the last call, the oldest first: WatchEvents as JSON. */
  List<byte[]> take();

  /**
   * True once nothing more will come: it was refused, its time is over, or its server has ended.
   */
  boolean ended();

  /** One that is refused. */
  static ApiWatch refused(ApiReply refusal) {
    return new ApiWatch() {
      @Override
      public ApiReply beginning() {
        return refusal;
      }

      @Override
      public List<byte[]> take() {
        return List.of();
      }

      @Override
      public boolean ended() {
        return true;
      }
    };
  }
}
