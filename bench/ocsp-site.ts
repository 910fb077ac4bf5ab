import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testHierarchy } from "#tests/support/authority.ts";
import { questionAbout, responderPairOf } from "#tests/support/ocsp.ts";
import { type Child, startChild } from "./child.ts";
import { endWith } from "./ending.ts";
import { postOf } from "./http-load.ts";
import { serialOf } from "./ocsp-serials.ts";

/** An authority and a responder's key in a folder, and everything to ask about its certificates. */
export interface OcspSite {
  readonly folder: string;
  /** A responder over so many certificates in memory, of which some change each second. */
  responder(certificates: number, changes?: number): Promise<Child<{ port: number; bytesEach: number; ms: number }>>;
  /** Requests about the first so many certificates, one after the other and again, each with a nonce of its own if wished. */
  questions(certificates: number, wish?: { readonly nonces?: boolean }): () => Buffer;
  close(): Promise<void>;
}

export async function openOcspSite(): Promise<OcspSite> {
  const folder = mkdtempSync(join(tmpdir(), "tanba-bench-ocsp-"));
  const children: Child<unknown>[] = [];
  const close = endWith(async () => {
    for (const child of children) await child.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const hierarchy = await testHierarchy(new Date());
  const issuer = hierarchy.issuing;
  const { certificate, privateKey } = responderPairOf(hierarchy, { notAfter: new Date(Date.now() + 86_400_000) });
  const write = (name: string, contents: string | Uint8Array) => writeFileSync(join(folder, name), contents);
  write("issuing.der", issuer.der);
  write("issuing.pem", pem(issuer.der));
  write("ocsp.der", certificate.der);
  write("ocsp.pem", pem(certificate.der));
  write("ocsp.key.pem", privateKey.export({ type: "pkcs8", format: "pem" }));
  return {
    folder,
    close,
    async responder(certificates, changes = 0) {
      const child = await startChild<{ port: number; bytesEach: number; ms: number }>(
        ...(["ocsp-process.ts", folder, certificates, changes] as const),
      );
      children.push(child);
      return child;
    },
    questions(certificates, { nonces = false } = {}) {
      const serials = Array.from({ length: certificates }, (_, number) => serialOf(number));
      const made = serials.map((serial) =>
        postOf(questionAbout(issuer, [{ serial }], nonces ? { nonce: randomBytes(32) } : {})),
      );
      let next = 0;
      return () => made[next++ % made.length] ?? Buffer.alloc(0);
    },
  };
}

const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString("base64").replace(/.{64}/g, "$&\n")}\n-----END CERTIFICATE-----\n`;
