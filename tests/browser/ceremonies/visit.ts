import { afterAll, afterEach, vi } from "vitest";
import { z } from "zod";
import { configureAnchors, forgetKeys, openKeyFiles } from "#browser/keystore/key-session.ts";
import type { PickedFile } from "#browser/keystore/open-key-file.ts";
import { webPrimitives } from "#browser/web-primitives.ts";
import { toBase64 } from "#pki/bytes.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { verifyDetached } from "#pki/cms.ts";
import { AUTH, NOW, SIGN } from "#tests/pki/openssl-authority.ts";
import { memoryStore, PASSWORD, testKeys } from "../test-keys.ts";
import { workersInThisProcess } from "../worker-in-this-process.ts";

export const ORIGIN = "https://tanba.test";
export const NUMBER = "0123456789ABC";
export const NONCE = "n".repeat(43);
/** As it was typed. */
export const CODE = { id: "01900000-0000-7000-8000-000000000000", digits: "123456" };

/** What a request number is given for with the challenge. */
const NUMBERED = ["REISSUE", "FIRST_KEYS"];

/** A visitor's browser with two key files, and a server that keeps what it is sent and says what a test tells it to. */
export function visit() {
  const keys = testKeys();
  const store = memoryStore();
  const sent: { readonly path: string; readonly body: unknown }[] = [];
  const answers = new Map<string, () => Response>();
  const files = { auth: keys.keyFile(AUTH), sign: keys.keyFile(SIGN) };

  const lastPurpose = () => z.object({ purpose: z.string() }).parse(sent.at(-1)?.body).purpose;
  answers.set("/api/challenges", () =>
    Response.json({
      nonce: NONCE,
      expiresAt: "2026-11-23T06:05:00Z",
      ...(NUMBERED.includes(lastPurpose()) && { number: NUMBER }),
    }),
  );
  workersInThisProcess({ now: () => NOW, store });
  vi.stubGlobal("location", { origin: ORIGIN });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
    sent.push({ path, body: typeof init.body === "string" ? JSON.parse(init.body) : undefined });
    return answers.get(path)?.() ?? new Response(null, { status: 204 });
  });
  configureAnchors(keys.anchors);
  afterEach(() => {
    sent.length = 0;
    store.records.clear();
  });
  afterAll(() => {
    forgetKeys();
    vi.unstubAllGlobals();
  });

  const certificateOf = (name: keyof typeof files) =>
    parseCertificate(keys.openssl.run("x509", "-in", `${name}.pem`, "-outform", "DER"));
  return {
    keys,
    files,
    store,
    sent,
    answers,
    certificateOf,
    /** What was sent there last. */
    bodyFor: (path: string) => sent.findLast((one) => one.path === path)?.body,
    /** Opens one of the two key files. */
    async keyId(name: keyof typeof files): Promise<string> {
      const { keys: opened } = await openKeyFiles([asFile(files[name])], PASSWORD);
      return opened[0]?.id ?? "";
    },
    async expectSigned(cms: Uint8Array, text: string, name: keyof typeof files): Promise<void> {
      const content = new TextEncoder().encode(text);
      await verifyDetached(cms, { content, certificate: certificateOf(name), primitives: webPrimitives });
    },
    /** The register's facts about the holder. */
    form: {
      iin: "900101400008",
      name: "СЕЙТҚАЛИ ӘЛИЯ",
      bin: "990140001234",
      organisation: "ТОО Пример",
      template: "EMPLOYEE",
      subject: toBase64(certificateOf("sign").subject),
    },
  };
}

export const asFile = ({ name, bytes }: PickedFile) => new File([new Uint8Array(bytes)], name);
