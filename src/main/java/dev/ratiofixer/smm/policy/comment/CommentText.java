package dev.ratiofixer.smm.policy.comment;

import dev.ratiofixer.text.PlainText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a text can be posted as the owner's comment: a sheet also shows what nobody wrote. Pure. */
public final class CommentText {
    /** The longest comment in UTF-16 units. Source: YouTube Data API, {@code commentTextTooLong}. */
    public static final int LONGEST = 10_000;

    /** Errors of formulas within a text; Google Sheets Help, "Function list", and the same in other languages. */
    private static final Pattern ERROR_WITHIN =
            Pattern.compile("#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\\?|NUM!|ERROR!|N/A(?![\\p{L}\\d])|SPILL!|CALC!)");

    /** The whole text is an error in any language: {@code #WERT!}, {@code #¡REF!}, {@code #NOM?}. */
    private static final Pattern ERROR =
            Pattern.compile("#[¡¿]?[\\p{Lu}\\d/._]+[!?]|#GETTING_DATA|#N/[ADBV]|#(?:NV|ND|N\\.?D\\.?)");

    private static final Set<String> LOADING = Set.of(
            "loading",
            "wird geladen",
            "chargement",
            "chargement en cours",
            "cargando",
            "caricamento",
            "caricamento in corso",
            "carregando",
            "a carregar",
            "bezig met laden",
            "laden",
            "ładowanie",
            "trwa ładowanie",
            "загрузка",
            "yükleniyor",
            "読み込んでいます",
            "読み込み中",
            "正在加载",
            "로드 중");

    private static final Pattern DOTS = Pattern.compile("(?:\\.{2,}|…+)$");

    /** Also in brackets or before a comma, and of a machine without a name. */
    private static final Pattern LINK = Pattern.compile("(?i)(?:[a-z][a-z0-9+.-]*:)?//\\S+|(?:www\\.|mailto:)\\S+"
            + "|(?<![\\p{L}\\d@])(?:(?:[\\p{L}\\d-]+\\.)+(?:xn--[a-z0-9-]+|\\p{L}{2,24})|\\d{1,3}(?:\\.\\d{1,3}){3})"
            + "(?::\\d+)?(?:[/?#]\\S*)?(?![\\p{L}\\d])");

    /** Letters to Unicode that show nothing: the fillers of Hangul. */
    private static final String FILLERS = "\u115F\u1160\u3164\uFFA0";

    /** What a comment may hold and a name may not. */
    private static final Pattern LAYOUT = Pattern.compile("[\n\r\t\u2028\u2029]");

    private CommentText() {}

    /** Why it cannot be posted, as the end of a sentence that begins with "the text"; empty when it can. */
    public static Optional<String> problem(String text) {
        String plain = text.strip();
        if (plain.isEmpty()) {
            return Optional.of("is empty");
        }
        if (plain.length() > LONGEST) {
            return Optional.of("has " + plain.length() + " characters, and YouTube takes " + LONGEST);
        }
        if (ERROR.matcher(plain).matches() || ERROR_WITHIN.matcher(plain).find()) {
            return Optional.of("shows a formula's error");
        }
        if (DOTS.matcher(plain).find()
                && LOADING.contains(DOTS.matcher(plain).replaceAll("").strip().toLowerCase(Locale.ROOT))) {
            return Optional.of("is still loading");
        }
        if (plain.indexOf('\uFFFD') >= 0) {
            return Optional.of("has characters that cannot be shown");
        }
        return PlainText.fault(LAYOUT.matcher(plain).replaceAll(" ")).or(() -> withoutWords(plain));
    }

    private static Optional<String> withoutWords(String plain) {
        if (!hasLetter(plain)) {
            return Optional.of("has no letters");
        }
        return hasLetter(LINK.matcher(plain).replaceAll(" ")) ? Optional.empty() : Optional.of("is only a link");
    }

    private static boolean hasLetter(String text) {
        return text.codePoints().anyMatch(letter -> Character.isLetter(letter) && FILLERS.indexOf(letter) < 0);
    }
}
