import type { KeyUsage } from "#pki/key-usage.ts";
import { OID, ROLE_OIDS, type STORAGE_OIDS } from "#pki/oid.ts";

/** What a person's certificate says that they are. */
export type Template =
  | "INDIVIDUAL"
  | "FIRST_HEAD"
  | "RIGHT_TO_SIGN"
  | "FINANCIAL_SIGNATURE"
  | "HR"
  | "EMPLOYEE"
  | "OPERATOR"
  | "SENIOR_OPERATOR"
  | "AUDITOR"
  | "ADMINISTRATOR";
/** One of the pair: AUTH opens the account, SIGN signs documents. */
export type Slot = "AUTH" | "SIGN";
/** Where a private key lives. */
export type Storage = keyof typeof STORAGE_OIDS;
export type ProfileName = `${Template}-${Slot}`;
/** The kinds of keys that holders may bring. */
export type HolderKey = "RSA-2048" | "EC-P256";

/** What certificates of one kind look like. Frozen: whoever changes a line raises its version. */
export interface Profile {
  readonly name: ProfileName;
  readonly version: number;
  /** Whether the subject carries O and OU=BIN…. */
  readonly ofOrganisation: boolean;
  readonly keyUsage: Readonly<Record<HolderKey, readonly KeyUsage[]>>;
  /** In the order of the certificate. */
  readonly extendedKeyUsage: readonly string[];
  readonly policy: string;
}

/** 1: every certificate names the complete CRL. 2: it names that of its shard. */
const VERSION = 2;

const ROLES: Readonly<Record<Template, readonly string[]>> = {
  INDIVIDUAL: [ROLE_OIDS.individual],
  FIRST_HEAD: [ROLE_OIDS.legalEntity, ROLE_OIDS.firstHead],
  RIGHT_TO_SIGN: [ROLE_OIDS.legalEntity, ROLE_OIDS.rightToSign],
  FINANCIAL_SIGNATURE: [ROLE_OIDS.legalEntity, ROLE_OIDS.financialSignature],
  HR: [ROLE_OIDS.legalEntity, ROLE_OIDS.hr],
  EMPLOYEE: [ROLE_OIDS.legalEntity, ROLE_OIDS.employee],
  OPERATOR: [ROLE_OIDS.operator],
  SENIOR_OPERATOR: [ROLE_OIDS.seniorOperator],
  AUDITOR: [ROLE_OIDS.auditor],
  ADMINISTRATOR: [ROLE_OIDS.administrator],
};

const AUTH = {
  purpose: OID.clientAuth,
  // RFC 5480 section 3 forbids keyEncipherment on an EC key
  keyUsage: { "RSA-2048": ["digitalSignature", "keyEncipherment"], "EC-P256": ["digitalSignature"] },
  policyOfIndividual: OID.policyIndividualAuth,
  policyOfLegalEntity: OID.policyLegalEntityAuth,
} as const;

const SIGN = {
  purpose: OID.emailProtection,
  keyUsage: {
    "RSA-2048": ["digitalSignature", "nonRepudiation"],
    "EC-P256": ["digitalSignature", "nonRepudiation"],
  },
  policyOfIndividual: OID.policyIndividualSign,
  policyOfLegalEntity: OID.policyLegalEntitySign,
} as const;

function profile(template: Template, slot: Slot): Profile {
  const { purpose, keyUsage, policyOfIndividual, policyOfLegalEntity } = slot === "AUTH" ? AUTH : SIGN;
  const ofOrganisation = template !== "INDIVIDUAL";
  return {
    name: `${template}-${slot}`,
    version: VERSION,
    ofOrganisation,
    keyUsage,
    extendedKeyUsage: [purpose, ...ROLES[template]],
    policy: ofOrganisation ? policyOfLegalEntity : policyOfIndividual,
  };
}

/** Every kind of certificate that this authority issues to people. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = {
  "INDIVIDUAL-AUTH": profile("INDIVIDUAL", "AUTH"),
  "INDIVIDUAL-SIGN": profile("INDIVIDUAL", "SIGN"),
  "FIRST_HEAD-AUTH": profile("FIRST_HEAD", "AUTH"),
  "FIRST_HEAD-SIGN": profile("FIRST_HEAD", "SIGN"),
  "RIGHT_TO_SIGN-AUTH": profile("RIGHT_TO_SIGN", "AUTH"),
  "RIGHT_TO_SIGN-SIGN": profile("RIGHT_TO_SIGN", "SIGN"),
  "FINANCIAL_SIGNATURE-AUTH": profile("FINANCIAL_SIGNATURE", "AUTH"),
  "FINANCIAL_SIGNATURE-SIGN": profile("FINANCIAL_SIGNATURE", "SIGN"),
  "HR-AUTH": profile("HR", "AUTH"),
  "HR-SIGN": profile("HR", "SIGN"),
  "EMPLOYEE-AUTH": profile("EMPLOYEE", "AUTH"),
  "EMPLOYEE-SIGN": profile("EMPLOYEE", "SIGN"),
  "OPERATOR-AUTH": profile("OPERATOR", "AUTH"),
  "OPERATOR-SIGN": profile("OPERATOR", "SIGN"),
  "SENIOR_OPERATOR-AUTH": profile("SENIOR_OPERATOR", "AUTH"),
  "SENIOR_OPERATOR-SIGN": profile("SENIOR_OPERATOR", "SIGN"),
  "AUDITOR-AUTH": profile("AUDITOR", "AUTH"),
  "AUDITOR-SIGN": profile("AUDITOR", "SIGN"),
  "ADMINISTRATOR-AUTH": profile("ADMINISTRATOR", "AUTH"),
  "ADMINISTRATOR-SIGN": profile("ADMINISTRATOR", "SIGN"),
};
