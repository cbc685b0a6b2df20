package dev.sluice.failure;

/**
 * One record's failure to convert.
 *
 * @param reason why
 * @param path the output field at fault, dotted from the root record ({@code card.number}); empty for the whole record
 * @param message subject, the value's shape, expectation and remedy; never a payload's value
 */
public record Failure(FailureReason reason, String path, String message) {}
