import type { AnchorBytes } from "#browser/keystore/key-ring.ts";
import type { PickedFile } from "#browser/keystore/open-key-file.ts";
import type { Slot } from "#browser/keystore/waiting-keys.ts";
import type { WaitingRecord, WaitingStore } from "#browser/keystore/waiting-store.ts";
import { toHex } from "#pki/bytes.ts";
import { exportPkcs12 } from "#tests/pki/key-files.ts";
import { AUTH, certify, ISSUING, ROOT, RSA_KEY, SIGN, type Wanted } from "#tests/pki/openssl-authority.ts";
import { type Openssl, opensslIn, temporaryFolder } from "#tests/support/openssl.ts";

export const PASSWORD = "Qwerty12";
export const NEW_PASSWORD = "Alatau-7_kok";

/** An authority, made by OpenSSL, and what it certifies for the tests of one file. */
export interface TestKeys {
  readonly openssl: Openssl;
  readonly anchors: AnchorBytes;
  /** A key file of a certificate from this authority. */
  keyFile(wanted: Wanted, options?: readonly string[]): PickedFile;
  /** The certificate that answers a request of ours, once OpenSSL has checked that. @param csr DER */
  answer(slot: Slot, csr: Uint8Array): Uint8Array;
}

export function testKeys(): TestKeys {
  const openssl = opensslIn(temporaryFolder());
  const root = certify(openssl, ROOT);
  const issuing = certify(openssl, ISSUING);
  return {
    openssl,
    anchors: { roots: [root], issuing: [issuing] },
    keyFile(wanted, options) {
      certify(openssl, wanted);
      const bytes = exportPkcs12(openssl, options, { name: wanted.name, password: PASSWORD });
      return { name: `${wanted.name}.p12`, bytes };
    },
    answer(slot, csr) {
      const { extensions } = slot === "AUTH" ? AUTH : SIGN;
      openssl.write("asked.csr", csr);
      openssl.run("req", "-inform", "DER", "-in", "asked.csr", "-out", "asked.pem", "-verify", "-noout");
      openssl.run("req", "-inform", "DER", "-in", "asked.csr", "-out", "asked.pem");
      openssl.write("asked.ext", `[ext]\n${extensions.join("\n")}\n`);
      openssl.write("serial.txt", toHex(crypto.getRandomValues(new Uint8Array(16)).with(0, 0x7e)));
      openssl.run(
        ...["ca", "-config", "ca.cnf", "-name", "ca", "-batch", "-notext", "-preserveDN", "-utf8", "-in", "asked.pem"],
        ...["-extfile", "asked.ext", "-extensions", "ext", "-out", "answer.pem", "-md", "sha256"],
        ...["-startdate", "20260101000000Z", "-enddate", "20270101000000Z"],
        ...["-keyfile", "issuing.key.pem", "-cert", "issuing.pem"],
      );
      return openssl.run("x509", "-in", "answer.pem", "-outform", "DER");
    },
  };
}

export const RSA_AUTH: Wanted = { ...AUTH, key: RSA_KEY };
export const RSA_SIGN: Wanted = { ...SIGN, key: RSA_KEY };

/** A browser's store for as long as the test runs. */
export function memoryStore(): WaitingStore & { readonly records: Map<string, WaitingRecord> } {
  const records = new Map<string, WaitingRecord>();
  return {
    records,
    async put(record) {
      records.set(record.number, record);
    },
    find: async (number) => records.get(number),
    async remove(number) {
      records.delete(number);
    },
  };
}
