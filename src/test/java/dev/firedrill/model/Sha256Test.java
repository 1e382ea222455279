package dev.firedrill.model;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

  /** FIPS 180-2, appendix B.1. */
  @Test
  void the_standards_own_example() {
    assertThat(Sha256.hex("abc".getBytes(US_ASCII)))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(Sha256.of("a".getBytes(US_ASCII), "bc".getBytes(US_ASCII)))
        .isEqualTo(Sha256.of("abc".getBytes(US_ASCII)))
        .hasSize(32);
  }
}
