package org.commonplace.people;

/**
 * What somebody may do for the whole installation; stewards of a community are that community's
 * own.
 */
public enum Role {
    MEMBER,
    MODERATOR,
    HOST
}
