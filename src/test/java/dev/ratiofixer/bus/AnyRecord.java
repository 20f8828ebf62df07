package dev.ratiofixer.bus;

import dev.ratiofixer.model.Expectation;
import dev.ratiofixer.money.Money;
import dev.ratiofixer.stats.Quantiles;
import dev.ratiofixer.video.Category;
import dev.ratiofixer.video.ChannelCounting;
import dev.ratiofixer.video.ChannelCounting.NewUpload;
import dev.ratiofixer.video.VideoId;
import dev.ratiofixer.video.ViewUnit;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes records of any type from random components, absent ones included where null is allowed. */
public final class AnyRecord {
    private static final int MANY = 1_000_000_000;

    private final Random random;
    private final Map<Class<?>, Supplier<Object>> simple;

    public AnyRecord(long seed) {
        random = new Random(seed);
        simple = Map.ofEntries(
                Map.entry(String.class, () -> "“text” \u0000 " + number()),
                Map.entry(long.class, () -> (long) number()),
                Map.entry(Long.class, () -> (long) number()),
                Map.entry(int.class, this::number),
                Map.entry(double.class, () -> random.nextDouble() * MANY),
                Map.entry(Double.class, () -> random.nextDouble() * MANY),
                Map.entry(boolean.class, random::nextBoolean),
                Map.entry(Instant.class, () -> Instant.ofEpochSecond(number(), number())),
                Map.entry(Duration.class, () -> Duration.ofSeconds(number(), number())),
                Map.entry(VideoId.class, () -> new VideoId("%011d".formatted(number()))),
                Map.entry(Quantiles.class, this::quantiles),
                Map.entry(Expectation.class, this::expectation),
                Map.entry(ChannelCounting.class, this::counting),
                Map.entry(Money.class, () -> new Money(number(), "USD")));
    }

    private Expectation expectation() {
        boolean inDomain = random.nextBoolean();
        List<String> reasons = inDomain ? List.of() : List.of("reason " + number(), "another");
        return new Expectation(quantiles(), quantiles(), inDomain, reasons, "model " + number());
    }

    private ChannelCounting counting() {
        NewUpload upload =
                new NewUpload(number(), null, (long) number(), random.nextDouble(), number(), Category.OTHER);
        return new ChannelCounting(
                Instant.ofEpochSecond(number()),
                ViewUnit.ENGAGED,
                random.nextDouble(),
                random.nextDouble(),
                number(),
                List.of(upload));
    }

    private Quantiles quantiles() {
        double[] sorted = random.doubles(5, 0, MANY).sorted().toArray();
        return new Quantiles(sorted[0], sorted[1], sorted[2], sorted[3], sorted[4]);
    }

    private int number() {
        return random.nextInt(MANY);
    }

    /** A random value of a type: a record, an enum, or what those are made of. */
    public Object of(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Object[] items = new Object[random.nextInt(3)];
            for (int i = 0; i < items.length; i++) {
                items[i] = of(list.getActualTypeArguments()[0]);
            }
            return List.of(items);
        }
        Class<?> plain = (Class<?>) type;
        Supplier<Object> known = simple.get(plain);
        if (known != null) {
            return known.get();
        }
        if (plain.isEnum()) {
            return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
        }
        if (plain.isRecord()) {
            return record(plain);
        }
        if (plain.isSealed()) {
            Class<?>[] kinds = plain.getPermittedSubclasses();
            return of(kinds[random.nextInt(kinds.length)]);
        }
        throw new IllegalArgumentException("teach this how to make a " + type);
    }

    private Object record(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean absent =
                    components[i].getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextBoolean();
            values[i] = absent ? null : of(components[i].getGenericType());
        }
        Constructor<?> canonical = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        canonical.setAccessible(true);
        return canonical.newInstance(values);
    }
}
