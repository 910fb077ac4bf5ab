import { randomBytes } from "node:crypto";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { freePort } from "#platform/free-port.ts";
import type { RevocationReason } from "#platform/prisma/enums.ts";
import { eventually, startStatus } from "#tests/status/start-status.ts";
import type { Openssl } from "#tests/support/openssl.ts";
import { holder, type World, world } from "#tests/support/world.ts";

export interface LiveOcsp {
  readonly url: string;
  /** Hexadecimal; each but the last is a certificate in `<name>.pem`. */
  readonly serials: Readonly<Record<"good" | "revoked" | "held" | "unissued", string>>;
}

/** The real time, and one address for all certificates of a file: other programs know no others. */
const now = new Date();
const port = await freePort();

/**
 * A status process at the address that its certificates name, with a good certificate, a revoked one and one on hold, and
 * their chain, as PEM files in the folder of `openssl`.
 */
export async function liveOcsp(openssl: Openssl): Promise<LiveOcsp> {
  const here = await world({ now, statusUrl: `http://127.0.0.1:${port}` });
  const write = (name: string, der: Uint8Array) => {
    openssl.write(`${name}.der`, der);
    openssl.run("x509", "-inform", "DER", "-in", `${name}.der`, "-out", `${name}.pem`);
    return parseCertificate(der).serial;
  };
  write("root", here.authority.hierarchy.root.der);
  write("issuing", here.authority.issuer.certificate.der);
  const [one, other] = [(await holder(here)).certificates, (await holder(here)).certificates];
  const serials = {
    good: write("good", one.SIGN),
    revoked: write("revoked", one.AUTH),
    held: write("held", other.SIGN),
    unissued: `4e${randomBytes(18).toString("hex")}`,
  };
  await revoke(here, serials.revoked, "KEY_COMPROMISE");
  await revoke(here, serials.held, "CERTIFICATE_HOLD");
  await publishCrl(here.authority, here.issuing.db);
  const { at } = await startStatus(here, { TANBA_STATUS_PORT: String(port) });
  await eventually(
    () => fetch(at("/health/ready")),
    ({ status }) => status === 200,
  );
  return { url: at("/ocsp"), serials };
}

async function revoke(here: World, serial: string, reason: RevocationReason): Promise<void> {
  const { id: certificateId } = await here.owner.certificate.findFirstOrThrow({ where: { serial } });
  await here.issuing.db.$transaction((tx) => revokeCertificate(tx, { certificateId, reason, at: now }));
}
