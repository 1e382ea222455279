package dev.firedrill.backend.simulated.access;

import dev.firedrill.backend.simulated.api.ApiWatch;
import dev.firedrill.backend.simulated.kernel.Recurring;
import dev.firedrill.backend.simulated.kernel.Simulation;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A watch as fabric8 takes it, a web socket that the server alone writes to. Events arrive within
 * some milliseconds of virtual time, in events of the simulation.
 */
final class MemoryWatch implements WebSocket {

  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final int NORMAL = 1000;

  private final ApiWatch watch;
  private final Listener listener;
  private final Recurring arriving;

  private MemoryWatch(Simulation simulation, ApiWatch watch, Listener listener) {
    this.watch = watch;
    this.listener = listener;
    this.arriving = simulation.every(PERIOD, "watch: events", this::arrive);
  }

  static MemoryWatch open(Simulation simulation, ApiWatch watch, Listener listener) {
    MemoryWatch opened = new MemoryWatch(simulation, watch, listener);
    listener.onOpen(opened);
    return opened;
  }

  @Override
  public boolean send(ByteBuffer buffer) {
    return false;
  }

  @Override
  public boolean sendClose(int code, String reason) {
    arriving.close();
    return true;
  }

  @Override
  public long queueSize() {
    return 0;
  }

  @Override
  public void request() {
    // Everything is told as it comes.
  }

  private void arrive() {
    for (byte[] event : watch.take()) {
      listener.onMessage(this, new String(event, StandardCharsets.UTF_8));
    }
    if (watch.ended()) {
      arriving.close();
      listener.onClose(this, NORMAL, "the server has ended the watch");
    }
  }
}
