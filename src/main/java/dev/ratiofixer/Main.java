package dev.ratiofixer;

/** Command line of Ratio Fixer. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("ratio-fixer on " + Runtime.version());
    }
}
