import { execFile, execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { endWith } from "./ending.ts";

const run = promisify(execFile);

/** `openssl ca` over a register of its own, which is a text file. */
export interface OpensslCrl {
  /** Makes the list of all that is revoked: the whole process, as there is no other way to have it. */
  make(): Promise<void>;
  close(): Promise<void>;
}

/** An authority in a folder, and an index with so many revoked certificates. */
export function opensslCrl(entries: number): OpensslCrl {
  const folder = mkdtempSync(join(tmpdir(), "tanba-bench-crl-"));
  const close = endWith(async () => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, contents: string) => writeFileSync(join(folder, name), contents);
  write("ca.cnf", CONFIGURATION);
  write("crlnumber", "01\n");
  write("index.txt.attr", "unique_subject = no\n");
  const serials = Array.from({ length: entries }, () => `4${randomBytes(20).toString("hex").slice(1)}`.toUpperCase());
  write(
    "index.txt",
    serials.map((serial) => `R\t371231000000Z\t261101000000Z,superseded\t${serial}\tunknown\t/CN=x\n`).join(""),
  );
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-keyout", "ca.key"];
  execFileSync("openssl", ["req", "-x509", ...key, "-out", "ca.pem", "-subj", "/CN=a bench"], {
    cwd: folder,
    stdio: "ignore",
  });
  return {
    async make() {
      await run("openssl", ["ca", "-config", "ca.cnf", "-gencrl", "-out", "crl.pem"], { cwd: folder });
    },
    close,
  };
}

const CONFIGURATION = `[ca]
default_ca = bench
[bench]
database = index.txt
crlnumber = crlnumber
certificate = ca.pem
private_key = ca.key
default_md = sha256
default_crl_days = 1
crl_extensions = extensions
[extensions]
authorityKeyIdentifier = keyid
`;
