package dev.ratiofixer.smm.execution.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.fixtures.OrderFixtures;
import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.smm.order.OrderAction.AskTeam;
import dev.ratiofixer.smm.order.OrderTerms;
import dev.ratiofixer.video.VideoId;
import java.net.URI;
import org.junit.jupiter.api.Test;

class TaskTextTest {
    private static final AskTeam TASK =
            new AskTeam(new VideoId("dQw4w9WgXcQ"), "<!channel> A & B", "Ask the fans.", 30, 2);

    private final OrderTerms terms = OrderFixtures.terms("c-1", "key", "7", TASK, OrderFixtures.usd("0.00"));

    @Test
    void links_back_to_the_order_where_people_reach_the_dashboard() {
        String text = WebhookTaskExecutor.text(new PageLinks(URI.create("https://rf.example.org")), terms, TASK);

        assertThat(text)
                .startsWith("*&lt;!channel&gt; A &amp; B* (https://youtu.be/dQw4w9WgXcQ): Ask the fans.")
                .endsWith("<https://rf.example.org/campaigns/" + terms.campaignId() + "#order-" + terms.orderId()
                        + "|Open the order>");
    }

    @Test
    void carries_no_link_where_no_address_is_configured() {
        assertThat(WebhookTaskExecutor.text(PageLinks.NONE, terms, TASK)).endsWith("Missing: 30 likes, 2 comments.");
    }
}
