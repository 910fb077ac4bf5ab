import { execFileSync } from "node:child_process";
import { expect, it } from "vitest";

/** What a process of its own writes: the log goes straight to descriptor 1. */
function logged(statement: string): Record<string, unknown> {
  const program = `import { openLog } from "./src/platform/log.ts"; ${statement}`;
  const out = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", program], { encoding: "utf8" });
  expect(out.trimEnd().split("\n")).toHaveLength(1);
  return JSON.parse(out);
}

it("leaves out what is secret or personal, on both levels", () => {
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

it("keeps one event on one line, whatever stands in it", () => {
  const line = logged(`openLog("test").warn({ text: "a\\r\\n\\u001b[31mb" }, "said\\nmore")`);
  expect(line).toMatchObject({ msg: "said\nmore" });
});
