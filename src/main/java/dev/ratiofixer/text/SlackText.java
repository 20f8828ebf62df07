package dev.ratiofixer.text;

/**
 * Text in Slack's language. {@code & < >} begin entities, mentions of whole channels and links with another name; a
 * text that is not ours is written so that it shows itself. Pure.
 */
public final class SlackText {
    private SlackText() {}

    /** Returns a text of others as one that only shows itself. Source: Slack, "Escaping text". */
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
