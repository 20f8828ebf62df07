package dev.ratiofixer.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses of videos as people paste them. */
class PastedAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "dQw4w9WgXcQ",
                "  dQw4w9WgXcQ\u00a0",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                "http://youtube.com/watch?v=dQw4w9WgXcQ",
                "HTTPS://WWW.YOUTUBE.COM/watch?v=dQw4w9WgXcQ",
                "www.youtube.com/watch?v=dQw4w9WgXcQ",
                "//www.youtube.com/embed/dQw4w9WgXcQ",
                "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=4s",
                "https://music.youtube.com/watch?v=dQw4w9WgXcQ&si=x",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0",
                "//www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
                "<iframe width=\"560\" height=\"315\" src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?si=a\" title=\"x\"></iframe>",
                "https://youtu.be/shorts/dQw4w9WgXcQ",
                "youtu.be/watch?v=dQw4w9WgXcQ",
                "https://i.ytimg.com/vi/dQw4w9WgXcQ/hqdefault.jpg",
                "https://www.youtube.com/watch?list=videoseries&v=dQw4w9WgXcQ",
                "https://www.youtubeeducation.com/embed/dQw4w9WgXcQ",
                "https://youtu.be/dQw4w9WgXcQ",
                "youtu.be/dQw4w9WgXcQ?si=abc",
                "https://youtu.be/dQw4w9WgXcQ&t=12",
                "https://www.youtu.be/dQw4w9WgXcQ/",
                "https://www.youtube.com/e/dQw4w9WgXcQ",
                "https://www.youtube.com/v/dQw4w9WgXcQ?version=3",
                "https://www.youtube.com/shorts/dQw4w9WgXcQ?feature=share",
                "https://www.youtube.com/live/dQw4w9WgXcQ/",
                "https://studio.youtube.com/video/dQw4w9WgXcQ/edit",
                "https://studio.youtube.com/video/dQw4w9WgXcQ/analytics/tab-overview/period-default",
                " https://www.youtube.com/ watch?v=dQw4w9WgXcQ ",
                "https://www.youtube.com/watch/?v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ#t=10",
                "https://youtu.be/dQw4w9WgXcQ\u200b",
                "\u200e\u2066https://youtu.be/dQw4w9WgXcQ\u2069",
                "<https://youtu.be/dQw4w9WgXcQ>",
                "\"https://www.youtube.com/watch?v=dQw4w9WgXcQ\",",
                "(https://youtu.be/dQw4w9WgXcQ).",
                "`dQw4w9WgXcQ`",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ?si=AbC_d-e",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&pp=ygU|x{y}^\"z\"",
                "https://www.youtube.com/watch?feature=shared&amp;v=dQw4w9WgXcQ&amp;t=3",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&title=100%",
                "https://www.youtube.com/?v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch/dQw4w9WgXcQ",
                "https://www.youtube.com/watch_popup?v=dQw4w9WgXcQ",
                "https://www.youtube.com/#/watch?v=dQw4w9WgXcQ",
                "https://m.youtube.com/#!/watch?list=PL1&v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch%3Fv%3DdQw4w9WgXcQ",
                "https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3DdQw4w9WgXcQ%26feature%3Dshare",
                "https://consent.youtube.com/m?continue=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DdQw4w9WgXcQ&gl=DE",
                "https://www.youtube.com:443/watch?v=dQw4w9WgXcQ",
                "https://www.youtubekids.com/watch?v=dQw4w9WgXcQ",
                "HTTP://YOUTUBE.COM/WATCH?V=dQw4w9WgXcQ",
                "https://www.youtube.com/Shorts/dQw4w9WgXcQ"
            })
    void isTheVideo(String pasted) {
        assertThat(VideoId.parse(pasted)).contains(new VideoId("dQw4w9WgXcQ"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dQw4w9WgXc",
                "dQw4w9WgXcQQ",
                "https://vimeo.com/dQw4w9WgXcQ",
                "https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
                "https://notyoutube.com/watch?v=dQw4w9WgXcQ",
                "https://evil.example/?u=https://youtu.be/dQw4w9WgXcQ",
                "https://www.youtube.com/@channel",
                "https://www.youtube.com/playlist?list=PLdQw4w9WgXcQ",
                "https://www.youtube.com/watch?list=dQw4w9WgXcQ",
                "https://www.youtube.com/shorts/dQw4w9WgXcQQ",
                "https://user@evil.example\\@youtu.be/dQw4w9WgXcQ",
                "https://youtu.be@evil.example/dQw4w9WgXcQ",
                "https://youtu.be.evil.example/dQw4w9WgXcQ",
                "https://www.youtube.com/redirect?q=https%3A%2F%2Fother.example%2F%3Fv%3DdQw4w9WgXcQ",
                "https://www.youtube.com/channel/UCuAXFkgsw1L7xaCfnd5JJOw?v=dQw4w9WgXcQ",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQQ",
                "https://www.youtube.com/watch?rv=dQw4w9WgXcQ",
                "https://youtu.be/",
                "https://www.youtube.com/embed/videoseries?list=PL1234567890",
                "https://www.youtube.com/embed/live_stream?channel=UCuAXFkgsw1L7xaCfnd5JJOw",
                "<iframe src=\"https://evil.example/embed/dQw4w9WgXcQ\"></iframe>",
                "https://ytimg.com.evil.example/vi/dQw4w9WgXcQ/0.jpg",
                "javascript:youtu.be/dQw4w9WgXcQ"
            })
    void isNone(String pasted) {
        assertThat(VideoId.parse(pasted)).isEmpty();
    }
}
