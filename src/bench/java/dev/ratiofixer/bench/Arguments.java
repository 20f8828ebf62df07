package dev.ratiofixer.bench;

/** A figure's arguments in their order, each with what it is if left out. */
final class Arguments {
    private final String[] given;
    private int next;

    Arguments(String[] given) {
        this.given = given.clone();
    }

    int number(int otherwise) {
        return next < given.length ? Integer.parseInt(given[next++]) : otherwise;
    }
}
