package dev.ratiofixer.model.training;

/** Solves small systems of linear equations. */
final class NormalEquations {
    private NormalEquations() {}

    /**
     * Gauss elimination with pivots.
     *
     * @param rows a square matrix with the right-hand side as one more column; it is overwritten
     */
    static double[] solve(double[][] rows) {
        int n = rows.length;
        for (int c = 0; c < n; c++) {
            swap(rows, c, pivot(rows, c));
            for (int r = 0; r < n; r++) {
                if (r != c) {
                    eliminate(rows[r], rows[c], c);
                }
            }
        }
        double[] solution = new double[n];
        for (int c = 0; c < n; c++) {
            solution[c] = rows[c][n] / rows[c][c];
        }
        return solution;
    }

    private static void eliminate(double[] row, double[] by, int column) {
        double factor = row[column] / by[column];
        for (int k = column; k < row.length; k++) {
            row[k] -= factor * by[k];
        }
    }

    private static int pivot(double[][] rows, int column) {
        int best = column;
        for (int r = column + 1; r < rows.length; r++) {
            if (Math.abs(rows[r][column]) > Math.abs(rows[best][column])) {
                best = r;
            }
        }
        return best;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] kept = rows[a];
        rows[a] = rows[b];
        rows[b] = kept;
    }
}
