package dev.firedrill.distribution.kubeadm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firedrill.distribution.JoinTicket;
import org.junit.jupiter.api.Test;

class KubeadmTicketTest {

  @Test
  void its_text_tells_no_secret() {
    assertThat(new KubeadmTicket("abcdef.0123456789abcdef", "sha256:12", "fedcba"))
        .asString()
        .contains("sha256:12")
        .doesNotContain("abcdef", "fedcba");
  }

  @Test
  void a_ticket_of_another_distribution_is_refused() {
    JoinTicket other =
        new JoinTicket() {
          @Override
          public String toString() {
            return "another's";
          }
        };
    assertThatThrownBy(() -> KubeadmTicket.of(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a ticket that kubeadm issued, not another's");
  }
}
