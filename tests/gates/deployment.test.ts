import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Variables } from "#platform/env.ts";

/* There is no container engine here: what can be wrong without one is looked for part by part. */

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly read_only?: boolean;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

const compose: Compose = parse(readFileSync("docker-compose.yml", "utf8"), { merge: true });
const dockerfile = readFileSync("Dockerfile", "utf8");
const ours = Object.entries(compose.services).filter(([, { image }]) => image === "tanba");
const LASTING = ["postgres", "sink", "web", "worker", "signer", "status"];

it("has every part: a database, a sink for what is sent, two that run once and four that stay", () => {
  expect(Object.keys(compose.services).toSorted()).toEqual([...LASTING, "migrate", "ceremony"].toSorted());
});

it.each(LASTING)("looks after the health of %s", (name) => {
  expect(compose.services[name]?.healthcheck?.test[0]).toBe("CMD");
});

it.each(ours)("starts %s with a program that is there", (_, { command = [] }) => {
  const programs = command.join(" ").match(/[a-z/-]+\.(ts|js)\b/g) ?? [];
  expect(programs).toHaveLength(1);
  for (const program of programs) expect(program === "web/server.js" || existsSync(program), program).toBe(true);
});

it.each(ours)("gives %s only settings that exist", (_, { environment = {} }) => {
  const known = [...Object.keys(Variables.shape), "HOSTNAME"];
  expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
});

it("C16: gives the web process neither the signer's socket, nor the authority's files, nor another's database role", () => {
  const { volumes, secrets, environment } = compose.services["web"] ?? {};
  expect({ volumes, secrets }).toEqual({ volumes: undefined, secrets: undefined });
  expect(Object.keys(environment ?? {}).filter((name) => /DATABASE|SIGNER/.test(name))).toEqual(["WEB_DATABASE_URL"]);
});

it("E9: tells nobody but the worker how letters and SMS go out", () => {
  const told = ours.filter(([, { environment = {} }]) => /TANBA_(SMTP|SMS)_/.test(Object.keys(environment).join(" ")));
  expect(told.map(([name]) => name)).toEqual(["worker"]);
});

it("keeps the keys of status in a volume of its own, since the rest of its file system is read-only", () => {
  const { status, ...others } = compose.services;
  expect(status).toMatchObject({ read_only: true, volumes: ["status:/var/lib/tanba"] });
  expect(JSON.stringify(others)).not.toContain("status:/var");
  expect(compose.volumes).toHaveProperty("status");
});

it("watches whether status can answer, and not only whether it lives", () => {
  expect(compose.services["status"]?.healthcheck?.test.join(" ")).toContain("/health/ready");
});

it("F7: leaves the signer no network, no other key's passphrase and no database", () => {
  const { network_mode, networks, secrets, environment } = compose.services["signer"] ?? {};
  expect({ network_mode, networks, secrets }).toEqual({
    network_mode: "none",
    networks: undefined,
    secrets: ["signer-passphrase"],
  });
  expect(JSON.stringify(environment)).not.toContain("DATABASE");
});

it("hands passphrases over on a descriptor, not in a variable or an argument", () => {
  for (const [, { environment = {} }] of ours) expect(Object.keys(environment).join()).not.toMatch(/PASSPHRASE/);
  expect(compose.services["signer"]?.command?.at(-1)).toContain("3< /run/secrets/signer-passphrase");
});

it("names no network, volume, secret or service that is not there", () => {
  for (const { networks = [], volumes = [], secrets = [], depends_on = {} } of Object.values(compose.services)) {
    for (const name of networks) expect(compose.networks).toHaveProperty(name);
    for (const volume of volumes) expect(compose.volumes).toHaveProperty(volume.split(":")[0] ?? "");
    for (const name of secrets) expect(compose.secrets).toHaveProperty([name]);
    for (const name of Object.keys(depends_on)) expect(compose.services).toHaveProperty(name);
  }
});

it("runs the image as somebody who is not root, on a disk that can't be written", () => {
  expect(dockerfile.match(/^USER (.*)$/gm)).toEqual(["USER tanba"]);
  for (const [, { read_only }] of ours) expect(read_only).toBe(true);
});

it("copies into the image only what the build makes or the repository has", () => {
  const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) => paths.split(" "));
  const built = [...dockerfile.matchAll(/^COPY --from=build \/app\/(\S+)/gm)].map(([, path = ""]) => path);
  for (const path of [...copied, ...built.filter((path) => !path.startsWith(".next"))]) {
    expect(existsSync(path), path).toBe(true);
  }
});

it.each(["postgres", "migrate", "ceremony", "signer"])("waits for %s before what needs it", (name) => {
  const waiting = Object.values(compose.services).filter(({ depends_on }) => depends_on?.[name]);
  expect(waiting).not.toEqual([]);
  for (const { depends_on } of waiting) {
    const once = name === "migrate" || name === "ceremony";
    expect(depends_on?.[name]?.condition).toBe(once ? "service_completed_successfully" : "service_healthy");
  }
});

/** What a build argument of the shell would do to `$` and to quotes: a health check must be one program and its arguments. */
it("asks for the health at addresses that the processes answer", () => {
  const asked = ours.flatMap(
    ([, { healthcheck }]) => healthcheck?.test.join(" ").match(/\/[a-z/]*health\/[a-z]+/g) ?? [],
  );
  const answered = ["src/signer/server.ts", "src/status/answer-to.ts", "src/http/routes.ts"]
    .map((path) => readFileSync(path, "utf8"))
    .join();
  for (const path of asked) expect(answered, path).toContain(path);
});
