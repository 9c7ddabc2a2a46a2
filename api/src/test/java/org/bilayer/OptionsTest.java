package org.bilayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Options that are switched on and off again. */
final class OptionsTest {

  @Test
  void unitOptions_switchedOnAndOff_areTheDefaults() {
    UnitOptions all = UnitOptions.defaults()
        .readOnly()
        .timeout(Duration.ofSeconds(3))
        .maxTries(2)
        .resolveCommit()
        .pipelineCommit()
        .assignIds();
    assertThat(all.isReadOnly()).isTrue();
    assertThat(all.timeout()).contains(Duration.ofSeconds(3));
    assertThat(all.maxTries()).isEqualTo(2);
    assertThat(all.limitsAllTries()).isTrue();
    assertThat(all.resolvesCommit()).isTrue();
    assertThat(all.pipelinesCommit()).isTrue();
    assertThat(all.assignsIds()).isTrue();

    UnitOptions none = all.readOnly(false)
        .withoutTimeout()
        .withoutMaxTries()
        .resolveCommit(false)
        .pipelineCommit(false)
        .assignIds(false);
    assertThat(none).hasToString(UnitOptions.defaults().toString());
    assertThat(none.limitsAllTries()).isFalse();
  }

  @Test
  void layerOptions_switchedOnAndOff_areTheDefaults() {
    LayerOptions all = LayerOptions.defaults().showValues().cursorSecret("secret");
    assertThat(all.showsValues()).isTrue();
    assertThat(all.cursorSecret()).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));

    LayerOptions none = all.showValues(false).withoutCursorSecret();
    assertThat(none.showsValues()).isFalse();
    assertThat(none.cursorSecret()).isEmpty();
  }

  @Test
  void cursorSecret_bytesGiven_areCopied() {
    byte[] secret = {1, 2, 3};
    LayerOptions options = LayerOptions.defaults().cursorSecret(secret);
    secret[0] = 9;
    options.cursorSecret()[1] = 9;
    assertThat(options.cursorSecret()).containsExactly(1, 2, 3);
  }

  @Test
  void cursorSecret_empty_isRefused() {
    assertThatThrownBy(() -> LayerOptions.defaults().cursorSecret(""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("withoutCursorSecret()");
  }
}
