import { createPrivateKey } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { PkiError } from "#pki/error.ts";
import { openPkcs12 } from "#pki/pkcs12.ts";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { opensslIn, temporaryFolder } from "#tests/support/openssl.ts";
import { berIndefinite } from "./ber-indefinite.ts";
import { changedBytes, changedStructure } from "./hostile-bytes.ts";
import { exportPkcs12, makeHolder, OLD, PASSWORD } from "./key-files.ts";

const openssl = opensslIn(temporaryFolder());
const certificate = makeHolder(openssl, "EC");
const pem = Buffer.from(openssl.read("holder.key.pem"));
const privateKey = new Uint8Array(createPrivateKey(pem).export({ type: "pkcs8", format: "der" }));
const FEW = ["-iter", "1"];

const OURS = await sealPkcs12(
  { certificate, privateKey, password: PASSWORD, friendlyName: "" },
  { crypto, iterations: 1 },
);
const MODERN = [OURS, exportPkcs12(openssl, FEW), exportPkcs12(openssl, [...FEW, "-nomac"])];
const OLDEN = [exportPkcs12(openssl, [...OLD, ...FEW]), exportPkcs12(openssl, [...OLD, ...FEW, "-nomac"])];

it.each([
  ["bytes", changedBytes([...MODERN, ...OLDEN, ...OLDEN.map(berIndefinite)])],
  ["structure", changedStructure([...MODERN, ...OLDEN])],
])("a key file with changed %s opens, or is refused with a code", async (_, changed) => {
  await fc.assert(
    fc.asyncProperty(changed, async (file) => {
      const outcome = await openPkcs12(file, PASSWORD, { crypto }).catch((error: unknown) => error);
      if (!Array.isArray(outcome)) expect(outcome).toBeInstanceOf(PkiError);
    }),
    { numRuns: 1_500 },
  );
});
