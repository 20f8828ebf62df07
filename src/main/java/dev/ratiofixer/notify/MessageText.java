package dev.ratiofixer.notify;

import dev.ratiofixer.settings.PageLinks;
import dev.ratiofixer.text.SlackText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Words one message about several notices. Pure. */
record MessageText(PageLinks links) {
    private static final int MOST_LINES = 20;
    /** Slack cuts at 40,000 characters and splits from about 4,000 on. */
    private static final int LONGEST_LINE = 500;

    /** One line: what it is mostly about. */
    static String subject(List<Notice> notices) {
        Notice first = notices.getFirst();
        String what = notices.size() == 1
                ? first.sentence()
                : "%d notices, first: %s".formatted(notices.size(), first.sentence());
        return "[Ratio Fixer] " + cut(oneLine(what), 150);
    }

    /** For mail and other plain readers. */
    String plain(List<Notice> notices) {
        return notices.stream()
                        .limit(MOST_LINES)
                        .map(notice -> cut(oneLine(notice.sentence()), LONGEST_LINE)
                                + link(notice).map(address -> "\n  " + address).orElse(""))
                        .collect(Collectors.joining("\n\n"))
                + rest(notices)
                + "\n";
    }

    /** In Slack's language: what others wrote only shows itself. */
    String slack(List<Notice> notices) {
        String head = notices.size() == 1 ? "" : "*Ratio Fixer: %d notices*\n".formatted(notices.size());
        return head
                + notices.stream()
                        .limit(MOST_LINES)
                        .map(notice -> mark(notice)
                                + SlackText.escaped(cut(oneLine(notice.sentence()), LONGEST_LINE))
                                + link(notice)
                                        .map(address -> " <" + address + "|Open>")
                                        .orElse(""))
                        .collect(Collectors.joining("\n"))
                + rest(notices);
    }

    /** The page where it is seen to. */
    Optional<String> link(Notice notice) {
        String campaign = notice.campaignId();
        String order = notice.orderId();
        if (campaign == null) {
            return links.health();
        }
        return order == null ? links.campaign(campaign) : links.order(campaign, order);
    }

    private static String mark(Notice notice) {
        if (notice.resolved()) {
            return ":white_check_mark: ";
        }
        return switch (notice.event().severity()) {
            case INFO -> ":information_source: ";
            case WARNING -> ":warning: ";
            case CRITICAL -> ":rotating_light: ";
        };
    }

    private static String rest(List<Notice> notices) {
        int more = notices.size() - MOST_LINES;
        return more > 0 ? "\n\nand " + more + " more" : "";
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ");
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
