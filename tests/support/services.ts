import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redeem } from "#ca/issue.ts";
import { prepareService } from "#ca/service/prepare-service.ts";
import type { ServiceKind } from "#ca/service/profiles.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { makeOwnKey } from "#status/keys/key-folder.ts";
import { type ServiceKey, serviceKey } from "#status/service-key.ts";
import { textAnswer } from "#status/text-answer.ts";
import { STATUS_URL, type TestAuthority } from "./authority.ts";

/** The key of a service with a certificate that this authority has issued, as `status` would have it. */
export async function testServiceKey(authority: TestAuthority, kind: ServiceKind): Promise<ServiceKey> {
  const folder = mkdtempSync(join(tmpdir(), "tanba-service-"));
  try {
    const { csr, privateKey } = makeOwnKey(folder, kind);
    const [der = new Uint8Array()] = await redeem(authority, [await prepareService(authority, kind, csr)]);
    return serviceKey(kind, parseCertificate(der), privateKey);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A status that has just begun: no key, nobody who confirmed its clock, and a responder that is not looked at. */
export const NO_SERVICES = {
  ocsp: { answer: () => textAnswer(200, "ocsp"), health: () => ({ lacking: [], warnings: [] }) },
  keys: { current: () => undefined, health: () => [] },
  heard: { hear: () => undefined, aheadMs: () => undefined },
  statusUrl: STATUS_URL,
} as const;
