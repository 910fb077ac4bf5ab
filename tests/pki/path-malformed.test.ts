import { describe, expect, it } from "vitest";
import { concatBytes } from "#pki/bytes.ts";
import { readDer } from "#pki/der.ts";
import { boolean, encode, explicit, integer, octetString, oid, sequence, utf8String } from "#pki/der-write.ts";
import { OID } from "#pki/oid.ts";
import { temporaryFolder } from "#tests/support/openssl.ts";
import { AUTH, certify } from "./openssl-authority.ts";
import { judges } from "./path-judges.ts";
import { partsOfTbs, signer, tbsOf } from "./resign.ts";

const { openssl, verify } = judges(temporaryFolder());
const authDer = certify(openssl, AUTH);

describe("what no command of OpenSSL makes", () => {
  const sign = signer(openssl, "issuing");
  const parts = partsOfTbs(authDer);
  const [version, serial, algorithm, issuer, validity, subject, spki, extensions] = parts;
  const changed = (at: number, ...replacement: Uint8Array[]) => sign(tbsOf(parts.toSpliced(at, 1, ...replacement)));
  const extensionList = readDer(extensions ?? new Uint8Array()).children[0]?.children.map(({ der }) => der) ?? [];
  const withExtensions = (...list: Uint8Array[]) => changed(7, explicit(3, sequence(...list)));
  const generalized = (text: string) => encode(0x18, new TextEncoder().encode(text));
  const utc = (text: string) => encode(0x17, new TextEncoder().encode(text));
  const [firstExtension = new Uint8Array()] = extensionList;

  it("is believed when nothing was changed", async () => {
    await verify(sign(tbsOf(parts)));
  });

  it.each<[rule: string, der: Uint8Array, code: string]>([
    ["of version 1", sign(tbsOf(parts.slice(1, 7))), "CERTIFICATE_MALFORMED"],
    ["of version 1 with extensions", sign(tbsOf(parts.slice(1))), "CERTIFICATE_MALFORMED"],
    ["of version 2", changed(0, explicit(0, integer(1))), "CERTIFICATE_MALFORMED"],
    ["of version 4", changed(0, explicit(0, integer(3))), "CERTIFICATE_MALFORMED"],
    ["with a negative serial number", changed(1, Uint8Array.of(2, 2, 0x80, 1)), "CERTIFICATE_MALFORMED"],
    ["with the serial number 0", changed(1, integer(0)), "CERTIFICATE_MALFORMED"],
    ["with a serial number of 21 octets", changed(1, integer(new Uint8Array(21).fill(0x11))), "CERTIFICATE_MALFORMED"],
    ["with a padded serial number", changed(1, Uint8Array.of(2, 2, 0, 1)), "CERTIFICATE_MALFORMED"],
    ["that names another algorithm inside", changed(2, sequence(oid(OID.ecdsaWithSha384))), "CERTIFICATE_MALFORMED"],
    ["with an extension twice", withExtensions(...extensionList, firstExtension), "CERTIFICATE_MALFORMED"],
    ["with no extensions in the list", withExtensions(), "CERTIFICATE_MALFORMED"],
    ["without a list of extensions", sign(tbsOf(parts.slice(0, 7))), "CERTIFICATE_MALFORMED"],
    [
      "that says in words that an extension is not critical",
      withExtensions(...extensionList, sequence(oid("1.2.3"), boolean(false), octetString(new Uint8Array()))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a critical flag that is neither",
      withExtensions(...extensionList, sequence(oid("1.2.3"), Uint8Array.of(1, 1, 1), octetString(new Uint8Array()))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a unique identifier",
      changed(6, spki ?? serial ?? new Uint8Array(), Uint8Array.of(0x82, 2, 0, 1)),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a time before 2050 that is no UTCTime",
      changed(4, sequence(generalized("20260101000000Z"), generalized("20270101000000Z"))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a time without seconds",
      changed(4, sequence(utc("2601010000Z"), utc("2701010000Z"))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with a time of another zone",
      changed(4, sequence(utc("260101000000+0500"), utc("270101000000+0500"))),
      "CERTIFICATE_MALFORMED",
    ],
    [
      "with the 30th of February",
      changed(4, sequence(utc("260101000000Z"), utc("270230000000Z"))),
      "CERTIFICATE_MALFORMED",
    ],
    ["with a name of nobody", changed(5, sequence()), "CERTIFICATE_REFUSED"],
    ["with a name that is none", changed(5, sequence(utf8String("BIN990140001234"))), "CERTIFICATE_MALFORMED"],
    ["of an issuer of nobody", changed(3, sequence()), "ISSUER_UNKNOWN"],
    [
      "signed by its issuer's name in other letters",
      changed(
        3,
        Uint8Array.from(issuer ?? [], (byte) => (byte === 0x54 ? 0x74 : byte)),
      ),
      "ISSUER_UNKNOWN",
    ],
    ["with bytes after it", concatBytes(authDer, Uint8Array.of(0)), "CERTIFICATE_MALFORMED"],
    ["cut off", authDer.subarray(0, -1), "CERTIFICATE_MALFORMED"],
    ["of no bytes", new Uint8Array(), "CERTIFICATE_MALFORMED"],
    ["of more than 16 KiB", new Uint8Array(20_000).fill(0x30), "CERTIFICATE_MALFORMED"],
    [
      "with an empty signature",
      sequence(tbsOf(parts), algorithm ?? version ?? new Uint8Array(), Uint8Array.of(3, 1, 0)),
      "SIGNATURE_INVALID",
    ],
    ["without a subject and validity", changed(4), "CERTIFICATE_MALFORMED"],
    [
      "whose validity stands where the subject is due",
      changed(5, validity ?? subject ?? new Uint8Array()),
      "CERTIFICATE_MALFORMED",
    ],
  ])("A8: refuses a certificate %s", async (_, der, code) => {
    await expect((async () => verify(der))()).toRejectWithCode(code);
  });
});
