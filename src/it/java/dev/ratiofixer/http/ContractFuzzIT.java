package dev.ratiofixer.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ratiofixer.http.FuzzSchema.Operation;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A short run of {@link FuzzRun}: the same requests each time. */
class ContractFuzzIT {
    @Test
    void noRequestOfAnyOperationBreaksAnythingOrWritesUnchecked() throws IOException {
        try (FuzzRun run = new FuzzRun()) {
            for (Operation operation : run.operations()) {
                run.fuzz(operation, 20261125, 25);
            }
            assertThat(run.statuses()).containsKeys(200, 201, 400, 401, 404, 413, 414, 422);
        }
    }
}
