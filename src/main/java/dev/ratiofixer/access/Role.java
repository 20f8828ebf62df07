package dev.ratiofixer.access;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Lists what a key may do; each may also do what those before it may. */
public enum Role {
    /** Reads. */
    @JsonProperty("viewer")
    VIEWER,
    /** Starts and stops campaigns. */
    @JsonProperty("operator")
    OPERATOR,
    /** Decides on orders, and so on money. */
    @JsonProperty("approver")
    APPROVER,
    /** Makes and revokes keys. */
    @JsonProperty("admin")
    ADMIN;

    /** Whether this role includes {@code needed}. */
    public boolean includes(Role needed) {
        return compareTo(needed) >= 0;
    }
}
