package dev.memsweep.serve;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request below {@code /api/}.
 *
 * @param name what follows {@code /api/}
 * @param parameters those of the query, decoded, in their order
 */
public record ApiRequest(String name, List<Parameter> parameters) {
    /** Copies the list. */
    public ApiRequest {
        parameters = List.copyOf(parameters);
    }

    /**
     * A request as it is sent.
     *
     * @param query what follows {@code ?}, percent-encoded; null where there is nothing
     * @throws IllegalArgumentException when the query cannot be decoded; the message says why
     */
    public static ApiRequest of(String name, @Nullable String query) {
        return new ApiRequest(name, QueryString.parse(query));
    }

    /** A parameter of the query; one without {@code =} has an empty value. */
    public record Parameter(String name, String value) {}

    /** The first value of a parameter. */
    public Optional<String> value(String parameter) {
        return parameters.stream()
                .filter(given -> given.name().equals(parameter))
                .map(Parameter::value)
                .findFirst();
    }
}
