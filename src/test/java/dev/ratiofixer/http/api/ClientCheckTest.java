package dev.ratiofixer.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.access.Caller;
import dev.ratiofixer.access.Role;
import dev.ratiofixer.http.api.StartOperation.ClientCheck;
import dev.ratiofixer.smm.api.PromotionRequest.Prerequisite;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a check list tells somebody who is held to a client. */
class ClientCheckTest {
    private static final List<Prerequisite> LINES = List.of(
            new Prerequisite("ads_campaign_free", "like_server", false, true, "campaign c-7 of Beta has it"),
            new Prerequisite(
                    "ads_campaign_shows_video", "like_server", false, true, "it shows enqBY9C99iU and not this video"),
            new Prerequisite("consent_given", "consent", false, false, "Mode auto needs the owner's consent."));

    @Test
    void namesNoCampaignAndNoVideoThatMayBeAnothers() {
        List<Prerequisite> told = ClientCheck.told(new Caller("1", "held", Role.OPERATOR, "acme"), LINES);

        assertThat(told).extracting(Prerequisite::name).containsExactlyElementsOf(names());
        assertThat(told).noneMatch(Prerequisite::met);
        assertThat(told.toString())
                .doesNotContain("c-7", "Beta", "enqBY9C99iU")
                .contains("choose another service", "does not show this video", "Mode auto needs");
    }

    @Test
    void tellsWhoSeesAllClientsAllOfIt() {
        assertThat(ClientCheck.told(new Caller("1", "all", Role.OPERATOR), LINES))
                .isEqualTo(LINES);
    }

    private static List<String> names() {
        return LINES.stream().map(Prerequisite::name).toList();
    }
}
