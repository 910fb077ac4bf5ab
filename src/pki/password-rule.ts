/** What is wrong with a new password of a key file, each a sentence of its own to the person. */
export type PasswordProblem = "TOO_SHORT" | "TOO_LONG" | "CHARACTERS" | "NO_UPPER" | "NO_LOWER" | "NO_DIGIT";

/** The letters, digits and signs of NCA's rule; one fault may show, so the checks do not stop at the first. */
const ALLOWED = /^[A-Za-z0-9#$^+=!*()@%&_?.-]*$/;
const MIN_LENGTH = 6;
const MAX_LENGTH = 32;

/**
 * Everything that keeps `password` from protecting a new key file; nothing when it may.
 *
 * The rule is NCA's stricter one: 6 to 32 characters, Latin letters of both cases and a digit, and of signs only
 * `#$^+=!*()@%&_?-.`. An old file's password is never asked to keep it.
 */
export function passwordProblems(password: string): readonly PasswordProblem[] {
  const problems: readonly (readonly [PasswordProblem, boolean])[] = [
    ["TOO_SHORT", password.length < MIN_LENGTH],
    ["TOO_LONG", password.length > MAX_LENGTH],
    ["CHARACTERS", !ALLOWED.test(password)],
    ["NO_UPPER", !/[A-Z]/.test(password)],
    ["NO_LOWER", !/[a-z]/.test(password)],
    ["NO_DIGIT", !/[0-9]/.test(password)],
  ];
  return problems.flatMap(([problem, found]) => (found ? [problem] : []));
}
