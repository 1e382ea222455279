package dev.firedrill.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MarkupTest {

  @Test
  void texts_and_attributes_cannot_become_markup() {
    assertThat(new Markup().leaf("p", "a < b & 'c'", "title", "\"><script>"))
        .hasToString("<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &#39;c&#39;</p>");
  }

  @Test
  void characters_that_xml_forbids_are_shown_as_unknown() {
    assertThat(new Markup().text("\u001b[31mred\u0000 ok\n"))
        .hasToString("\ufffd[31mred\ufffd ok\n");
  }

  @Test
  void an_element_left_open_is_a_defect() {
    assertThatThrownBy(() -> new Markup().open("p").toString()).hasMessageContaining("[p]");
  }

  @Test
  void coordinates_are_written_to_a_tenth_of_a_pixel_in_any_country() {
    assertThat(new Markup().empty("rect", "x", 1.0 / 3, "y", 2.0))
        .hasToString("<rect x=\"0.3\" y=\"2\"/>");
  }
}
