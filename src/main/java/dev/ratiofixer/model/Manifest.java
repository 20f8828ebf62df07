package dev.ratiofixer.model;

import dev.ratiofixer.text.Sha256;
import java.util.HexFormat;
import java.util.List;

/**
 * What a model file says of itself.
 *
 * @param format of the file; this engine reads {@link #FORMAT}
 * @param version names the model
 * @param checksum SHA-256 of the parameters, in hexadecimal
 * @param features the network's inputs in order
 * @param hidden the widths of the network's hidden layers
 * @param calibration what to add to the quantiles of log count, likes first, then comments; then what to add to that in
 *     the first week, likes and comments
 * @param leastSquares a linear model of likes and one of comments, from the same data
 */
public record Manifest(
        int format,
        String version,
        String checksum,
        List<String> features,
        List<Integer> hidden,
        TrainingDomain domain,
        List<List<Double>> calibration,
        List<LeastSquares> leastSquares) {
    public static final int FORMAT = 2;

    public Manifest {
        features = List.copyOf(features);
        hidden = List.copyOf(hidden);
        calibration = calibration.stream().map(List::copyOf).toList();
        leastSquares = List.copyOf(leastSquares);
    }

    /** @throws ModelException if this engine cannot use the model, or the parameters are not its own */
    void check(String where, byte[] parameters) {
        require(format == FORMAT, where + " has model format " + format + ", this engine reads " + FORMAT);
        require(features.equals(FeatureEncoder.NAMES), where + " was made for other features than this engine's");
        require(
                calibration.size() == 2 * QuantileHead.TARGETS
                        && calibration.stream().allMatch(of -> of.size() == QuantileHead.QUANTILES)
                        && leastSquares.size() == QuantileHead.TARGETS,
                where + " lacks a part of its calibration");
        if (!checksum.equals(checksumOf(parameters))) {
            throw new ModelException(where + " is damaged, its checksum does not match: copy it anew");
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new ModelException(problem + ": train it again with this release");
        }
    }

    /** The same with the checksum of {@code parameters}, of which the version's last part is made as well. */
    Manifest withChecksumOf(byte[] parameters) {
        String sum = checksumOf(parameters);
        String release = version.replaceFirst("-.*", "");
        return new Manifest(
                format, release + "-" + sum.substring(0, 8), sum, features, hidden, domain, calibration, leastSquares);
    }

    /** SHA-256 in hexadecimal. */
    private static String checksumOf(byte[] bytes) {
        return HexFormat.of().formatHex(Sha256.of(bytes));
    }
}
