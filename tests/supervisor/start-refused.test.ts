import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, it, onTestFinished } from "vitest";
import { freePort } from "#platform/free-port.ts";

const PORTS = ["PORT", "TANBA_STATUS_PORT", "TANBA_SINK_PORT", "TANBA_SINK_SMTP_PORT"] as const;

async function freePorts(): Promise<Readonly<Record<string, string>>> {
  const free = await Promise.all(PORTS.map(async (name) => [name, String(await freePort())] as const));
  return Object.fromEntries(free);
}

/** `npm start` as far as it comes. */
async function start(variables: Readonly<Record<string, string>>) {
  const home = mkdtempSync(join(tmpdir(), "tanba-refused-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const ports = await freePorts();
  const env = { PATH: process.env["PATH"], NODE_ENV: "production" as const, TANBA_VAR: home, ...ports, ...variables };
  const { status, stderr } = spawnSync(process.execPath, ["src/supervisor/main.ts"], { env, encoding: "utf8" });
  const sentences = stderr.split("\n").filter((line) => line !== "" && !line.includes("Warning"));
  return { status, sentences, home };
}

async function takenPort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return String(address && typeof address === "object" ? address.port : "");
}

it.each(PORTS)("says in one sentence that the port of %s is taken", async (name) => {
  const port = await takenPort();
  const { status, sentences } = await start({ [name]: port });
  expect(status).toBe(1);
  expect(sentences).toEqual([
    `Port ${port} is taken: stop what uses it, or start with another one, as in ${name}=${Number(port) + 10} npm start.`,
  ]);
});

it("says in one sentence which setting is wrong", async () => {
  const { status, sentences } = await start({ TANBA_ORIGIN: "localhost" });
  expect(status).toBe(1);
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toMatch(/^TANBA_ORIGIN: .*\.$/);
});

it("says in one sentence that its folder can't be written", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "tanba-file-")), "file");
  writeFileSync(file, "");
  const { status, sentences } = await start({ TANBA_VAR: join(file, "var") });
  expect(status).toBe(1);
  expect(sentences).toHaveLength(1);
  expect(sentences[0]).toContain("can't be written (ENOTDIR)");
});

it("says in one sentence that another supervisor has the folder", async () => {
  const home = mkdtempSync(join(tmpdir(), "tanba-held-"));
  onTestFinished(() => rmSync(home, { recursive: true }));
  const holder = `import { holdFolder } from "${join(process.cwd(), "src/supervisor/hold-folder.ts")}"; holdFolder("${home}");
    import { spawnSync } from "node:child_process";
    process.stdout.write(spawnSync(process.execPath, ["src/supervisor/main.ts"], { env: { ...process.env, TANBA_VAR: "${home}" }, encoding: "utf8" }).stderr);`;
  const ports = await freePorts();
  const env = { PATH: process.env["PATH"], NODE_ENV: "production" as const, ...ports };
  const { stdout } = spawnSync(process.execPath, ["--input-type=module-typescript", "-e", holder], {
    env,
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^\nTańba already runs from .* \(process \d+\): stop it first, or set another TANBA_VAR\.\n$/);
});

it("says in one sentence that the database does not answer, or refuses", async () => {
  const nobody = await start({ DATABASE_URL: `postgresql://tanba:x@127.0.0.1:${await freePort()}/tanba` });
  expect(nobody.status).toBe(1);
  expect(nobody.sentences).toHaveLength(1);
  expect(nobody.sentences[0]).toMatch(/^The database tanba at 127\.0\.0\.1:\d+ can't be opened: .*ECONNREFUSED.*\.$/);

  const url = new URL(inject("postgres").url);
  url.password = "wrong";
  const refused = await start({ DATABASE_URL: url.href });
  expect(refused.status).toBe(1);
  expect(refused.sentences).toEqual([expect.stringContaining("password authentication failed")]);
});
