package dev.firedrill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubnetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"", "172.30.2.0", "172.30.2.0/33", "172.30.2/24", "172.30.256.0/24", "a.b.c.d/24"})
  void what_is_no_network_is_refused(String text) {
    assertThatThrownBy(() -> Subnet.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_host_instead_of_its_network_is_refused_and_the_network_named() {
    assertThatThrownBy(() -> Subnet.parse("172.30.2.7/24"))
        .hasMessageContaining("172.30.2.7/24")
        .hasMessageContaining("172.30.2.0/24");
    assertThat(Subnet.around("172.30.2.7/24")).isEqualTo(Subnet.parse("172.30.2.0/24"));
  }

  @ParameterizedTest
  @CsvSource({
    "172.30.2.0/24,  172.30.2.0/24, true",
    "172.30.2.0/24,  172.30.0.0/16, true",
    "172.30.0.0/16,  172.30.2.0/24, true",
    "172.30.2.0/25,  172.30.2.128/25, false",
    "172.30.2.0/24,  172.30.3.0/24, false",
    "200.0.0.0/8,    0.0.0.0/0, true",
  })
  void networks_that_share_an_address_overlap(String one, String other, boolean overlap) {
    assertThat(Subnet.parse(one).overlaps(Subnet.parse(other))).isEqualTo(overlap);
  }

  @ParameterizedTest
  @CsvSource({
    "172.30.2.0, false",
    "172.30.2.1, false",
    "172.30.2.2, true",
    "172.30.2.254, true",
    "172.30.2.255, false",
    "172.30.3.2, false",
  })
  void a_machine_takes_neither_network_gateway_nor_broadcast_address(String address, boolean free) {
    assertThat(Subnet.parse("172.30.2.0/24").hasRoomFor(address)).isEqualTo(free);
  }
}
