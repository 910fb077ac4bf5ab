import { afterEach, beforeEach } from "vitest";
import "./matchers.ts";

/*
 * An error on the console is a failure that nobody asserted. A test that expects one puts a spy of its own in its place.
 */
const shown = console.error;
const told: unknown[][] = [];

beforeEach(() => {
  told.length = 0;
  console.error = (...words: unknown[]) => {
    told.push(words);
  };
});

afterEach(() => {
  console.error = shown;
  if (told.length > 0)
    throw new Error(`console.error was called: ${told.map((words) => words.map(String).join(" ")).join("\n")}`);
});
