import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

/** What a process of its own writes: the log goes straight to descriptor 1. */
function logged(statement: string): Record<string, unknown> {
  const program = `import { openLog } from "./src/platform/log.ts"; ${statement}`;
  const out = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", program], { encoding: "utf8" });
  expect(out.trimEnd().split("\n")).toHaveLength(1);
  return JSON.parse(out);
}

it("F10: leaves out what is secret or personal, on both levels", () => {
  const line = logged(
    `openLog("test").info({ iin: "1", password: "2", person: { email: "3", cms: "4" }, code: "5" }, "said")`,
  );
  expect(line).toMatchObject({
    iin: "[left out]",
    password: "[left out]",
    person: { email: "[left out]", cms: "[left out]" },
    code: "5",
  });
});

it("F10: keeps one event on one line, whatever stands in it", () => {
  const line = logged(`openLog("test").warn({ text: "a\\r\\n\\u001b[31mb" }, "said\\nmore")`);
  expect(line).toMatchObject({ msg: "said\nmore" });
});

/** What has broken logs elsewhere: line ends of every kind, terminals' commands, NUL, halves of letters, JSON's own signs. */
const HOSTILE = [
  ...[
    "\r\n",
    '\n{"level":60}',
    "\u001b[2J\u001b[31m",
    "\u0000",
    "\u2028\u2029\u0085",
    "\ud800",
    "\u202eabc",
    '"}\\',
    "%n%s",
    "\b\f\v",
  ],
  ...["ә".repeat(3000), "$" + "{jndi:ldap://x}", "<script>", "\u009b31m"],
];

it("F10: every hostile text makes one line, wherever in an event it stands", () => {
  const statement = `const log = openLog("test"); for (const text of ${JSON.stringify(HOSTILE)}) {
    log.warn({ text, [text]: 1, err: new Error(text), deep: { text: [text] } }, text); }`;
  const program = `import { openLog } from "./src/platform/log.ts"; ${statement}`;
  const out = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", program], { encoding: "utf8" });
  const lines = out.trimEnd().split("\n");
  expect(lines).toHaveLength(HOSTILE.length);
  for (const line of lines) {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is what is promised
    expect(line).not.toMatch(/[\u0000-\u001f]/);
    expect(JSON.parse(line)).toMatchObject({ level: 40, name: "test" });
  }
});
