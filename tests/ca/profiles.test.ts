import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { profileExtensions } from "#ca/profile-extensions.ts";
import { PROFILES } from "#ca/profiles.ts";
import { encodeExtension } from "#pki/extensions.ts";
import { STATUS_URL } from "#tests/support/authority.ts";

/**
 * What each profile's extensions are to the byte, for both kinds of keys, by name and version. A line may be added with
 * a new version, never changed: certificates of the old one are in people's hands.
 */
const FROZEN: Readonly<Record<string, string>> = {
  "INDIVIDUAL-AUTH 1": "ec33d9a2e6778f74",
  "INDIVIDUAL-SIGN 1": "e89e92148ddbeb32",
  "FIRST_HEAD-AUTH 1": "c8b93a29b39cd077",
  "FIRST_HEAD-SIGN 1": "fef4e5b0da735b55",
  "RIGHT_TO_SIGN-AUTH 1": "eab0f4362b70bd5e",
  "RIGHT_TO_SIGN-SIGN 1": "8b7b421b5f06f262",
  "FINANCIAL_SIGNATURE-AUTH 1": "c6bbdbfadd94b94d",
  "FINANCIAL_SIGNATURE-SIGN 1": "3f121979e048187b",
  "HR-AUTH 1": "22cb5162cfb0b583",
  "HR-SIGN 1": "9a009ebdcf3bb5e9",
  "EMPLOYEE-AUTH 1": "f555a48722283c55",
  "EMPLOYEE-SIGN 1": "0c3a00183800ec78",
  // with the CRL of shard 7
  "INDIVIDUAL-AUTH 2": "eb4927c5edf93514",
  "INDIVIDUAL-SIGN 2": "26c7feea7d73543c",
  "FIRST_HEAD-AUTH 2": "6bef32ab44c07c06",
  "FIRST_HEAD-SIGN 2": "49b83a33b2ed9271",
  "RIGHT_TO_SIGN-AUTH 2": "5c6c5e2dcaa54c45",
  "RIGHT_TO_SIGN-SIGN 2": "df0f8bee75339400",
  "FINANCIAL_SIGNATURE-AUTH 2": "40d481478deef1a2",
  "FINANCIAL_SIGNATURE-SIGN 2": "351c2277b9f95f75",
  "HR-AUTH 2": "5ca2dfd28a9d1d47",
  "HR-SIGN 2": "a30026a2e9a1a814",
  "EMPLOYEE-AUTH 2": "8078be175ce265dc",
  "EMPLOYEE-SIGN 2": "b70b2816700f73fa",
  "OPERATOR-AUTH 2": "c659e1ac44119476",
  "OPERATOR-SIGN 2": "fad0dde81b63e3de",
  "SENIOR_OPERATOR-AUTH 2": "62f810def13925da",
  "SENIOR_OPERATOR-SIGN 2": "799f8056b30dee46",
  "AUDITOR-AUTH 2": "31ea6ce278584fa8",
  "AUDITOR-SIGN 2": "6a7f42c27c1a352d",
  "ADMINISTRATOR-AUTH 2": "e6ed39b3802e1926",
  "ADMINISTRATOR-SIGN 2": "cf82cc8f1deed7ca",
};

it("C12: every profile makes the extensions of its frozen version, byte for byte", () => {
  const made = Object.fromEntries(
    Object.values(PROFILES).map((profile) => {
      const digest = createHash("sha256");
      for (const key of ["RSA-2048", "EC-P256"] as const) {
        for (const storage of ["PERSONAL_COMPUTER", "KAZTOKEN"] as const) {
          const facts = {
            profile,
            key,
            storage,
            issuerKeyIdentifier: new Uint8Array(20),
            statusUrl: STATUS_URL,
            shard: 7,
          };
          for (const extension of profileExtensions(facts)) digest.update(encodeExtension(extension));
        }
      }
      return [`${profile.name} ${profile.version}`, digest.digest("hex").slice(0, 16)];
    }),
  );
  expect(FROZEN).toMatchObject(made);
  expect(Object.keys(made)).toHaveLength(20);
});
