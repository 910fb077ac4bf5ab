import { spawn } from "node:child_process";
import { hash } from "node:crypto";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { freePort } from "#platform/free-port.ts";
import { eventually } from "#tests/status/start-status.ts";
import { needProgram } from "#tests/support/need.ts";

/** A cache of nginx that goes by what its origin says of each answer, and by nothing of its own. */
export interface Cache {
  at(path: string): string;
  /** For how many seconds from now it keeps what it has for a path; throws when it has nothing. */
  keepsFor(path: string): number;
  /** Lets the time be over for which it keeps what it has for a path: its clock is the machine's. */
  letPass(path: string): void;
}

/** Where nginx writes in the file of an answer until when it is kept, in seconds since 1970: after a version of 8 bytes. */
const KEPT_UNTIL = 8;

/** Starts nginx before `origin`, which ends with the test. */
export async function startNginx(origin: string): Promise<Cache> {
  const folder = mkdtempSync(join(tmpdir(), "tanba-nginx-"));
  const port = await freePort();
  writeFileSync(join(folder, "nginx.conf"), settings(folder, origin, port));
  const child = spawn(needProgram("nginx"), ["-p", folder, "-c", join(folder, "nginx.conf")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (path: string) => `http://127.0.0.1:${port}${path}`;
  await eventually(
    () => fetch(at("/health/live")).catch(() => undefined),
    (answer) => answer !== undefined,
  );
  const open = <T>(path: string, use: (file: number) => T): T => {
    const file = openSync(join(folder, "cache", hash("md5", path)), "r+");
    try {
      return use(file);
    } finally {
      closeSync(file);
    }
  };
  return {
    at,
    keepsFor: (path) =>
      open(path, (file) => {
        const until = Buffer.alloc(8);
        readSync(file, until, 0, 8, KEPT_UNTIL);
        return Number(until.readBigInt64LE()) - Math.floor(Date.now() / 1000);
      }),
    letPass: (path) =>
      open(path, (file) => {
        const until = Buffer.alloc(8);
        until.writeBigInt64LE(BigInt(Math.floor(Date.now() / 1000) - 1));
        writeSync(file, until, 0, 8, KEPT_UNTIL);
      }),
  };
}

const settings = (folder: string, origin: string, port: number): string => `
  daemon off;
  master_process off;
  pid ${folder}/pid;
  error_log stderr error;
  events {}
  http {
    access_log off;
    ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join(" ")}
    proxy_cache_path ${folder}/cache keys_zone=answers:1m;
    proxy_cache_key $request_uri;
    proxy_cache_revalidate on;
    add_header x-cache $upstream_cache_status always;
    server {
      listen 127.0.0.1:${port};
      location / {
        proxy_pass ${origin};
        proxy_cache answers;
      }
    }
  }`;
