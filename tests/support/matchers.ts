import { expect } from "vitest";

/** How a caller tells what went wrong: the stable code of the error, never its prose. */
interface CodeMatchers {
  /** The function throws an error with this `code`. */
  toThrowWithCode(code: string): void;
  /** The promise is rejected with an error with this `code`; to be awaited. */
  toRejectWithCode(code: string): Promise<void>;
}

declare module "vitest" {
  interface Matchers extends CodeMatchers {}
}

const NOTHING = Symbol("nothing was thrown");

expect.extend({
  toThrowWithCode(received: () => unknown, code: string) {
    return verdict(thrownBy(received), code);
  },
  async toRejectWithCode(received: Promise<unknown>, code: string) {
    const thrown = await received.then(
      () => NOTHING,
      (error: unknown) => error,
    );
    return verdict(thrown, code);
  },
});

function thrownBy(work: () => unknown): unknown {
  try {
    work();
    return NOTHING;
  } catch (error) {
    return error;
  }
}

function verdict(thrown: unknown, expected: string) {
  const actual = thrown === NOTHING ? "nothing was thrown" : codeOf(thrown);
  return {
    pass: actual === expected,
    actual,
    expected,
    message: () => `expected the code ${expected}, got: ${actual}${thrown instanceof Error ? `\n${thrown.stack}` : ""}`,
  };
}

function codeOf(thrown: unknown): string {
  if (thrown instanceof Error && "code" in thrown && typeof thrown.code === "string") return thrown.code;
  return `${thrown}`;
}
