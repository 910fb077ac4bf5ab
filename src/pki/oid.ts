/** Object identifiers by the names of their standards: X.520, RFC 5280, RFC 5652, RFC 8017, RFC 5480, and root.gov.kz/oid. */
export const OID = {
  commonName: "2.5.4.3",
  surname: "2.5.4.4",
  serialNumber: "2.5.4.5",
  country: "2.5.4.6",
  locality: "2.5.4.7",
  stateOrProvince: "2.5.4.8",
  organisation: "2.5.4.10",
  organisationalUnit: "2.5.4.11",
  givenName: "2.5.4.42",
  emailAddress: "1.2.840.113549.1.9.1",

  rsaEncryption: "1.2.840.113549.1.1.1",
  sha256WithRsa: "1.2.840.113549.1.1.11",
  sha384WithRsa: "1.2.840.113549.1.1.12",
  sha512WithRsa: "1.2.840.113549.1.1.13",
  ecPublicKey: "1.2.840.10045.2.1",
  p256: "1.2.840.10045.3.1.7",
  p384: "1.3.132.0.34",
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  ecdsaWithSha384: "1.2.840.10045.4.3.3",
  sha1: "1.3.14.3.2.26",
  sha256: "2.16.840.1.101.3.4.2.1",
  sha384: "2.16.840.1.101.3.4.2.2",
  sha512: "2.16.840.1.101.3.4.2.3",

  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  crlNumber: "2.5.29.20",
  reasonCode: "2.5.29.21",
  invalidityDate: "2.5.29.24",
  deltaCrlIndicator: "2.5.29.27",
  issuingDistributionPoint: "2.5.29.28",
  crlDistributionPoints: "2.5.29.31",
  certificatePolicies: "2.5.29.32",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
  freshestCrl: "2.5.29.46",
  authorityInfoAccess: "1.3.6.1.5.5.7.1.1",
  ocsp: "1.3.6.1.5.5.7.48.1",
  ocspNoCheck: "1.3.6.1.5.5.7.48.1.5",
  caIssuers: "1.3.6.1.5.5.7.48.2",
  cps: "1.3.6.1.5.5.7.2.1",
  /** NCA's own extension: what kind of storage the private key lives in. */
  storage: "1.2.398.3.3.5",

  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  ocspSigning: "1.3.6.1.5.5.7.3.9",

  ocspBasic: "1.3.6.1.5.5.7.48.1.1",
  ocspNonce: "1.3.6.1.5.5.7.48.1.2",
  ocspArchiveCutoff: "1.3.6.1.5.5.7.48.1.6",
  ocspExtendedRevoke: "1.3.6.1.5.5.7.48.1.9",

  data: "1.2.840.113549.1.7.1",
  signedData: "1.2.840.113549.1.7.2",
  contentType: "1.2.840.113549.1.9.3",
  messageDigest: "1.2.840.113549.1.9.4",
  signingTime: "1.2.840.113549.1.9.5",
  challengePassword: "1.2.840.113549.1.9.7",
  extensionRequest: "1.2.840.113549.1.9.14",
  signingCertificateV2: "1.2.840.113549.1.9.16.2.47",
  cmsAlgorithmProtection: "1.2.840.113549.1.9.52",
  tstInfo: "1.2.840.113549.1.9.16.1.4",

  pbes2: "1.2.840.113549.1.5.13",
  pbkdf2: "1.2.840.113549.1.5.12",
  hmacWithSha256: "1.2.840.113549.2.9",
  aes256Cbc: "2.16.840.1.101.3.4.1.42",

  /** Policies of NCA's certificates for individuals and legal entities; the AUTH and SIGN certificates differ. */
  policyIndividualAuth: "1.2.398.3.3.2.4",
  policyIndividualSign: "1.2.398.3.3.2.3",
  policyLegalEntityAuth: "1.2.398.3.3.2.2",
  policyLegalEntitySign: "1.2.398.3.3.2.1",
} as const;

/** The arc under which NCA keeps the roles that stand in the extended key usage. */
export const ROLE_ARC = "1.2.398.3.3.4.";

/**
 * Who the holder is, as the extended key usage says it. A legal entity's person has `legalEntity` and one leaf under it; for
 * the authority's own staff the leaf stands alone.
 */
export const ROLE_OIDS = {
  individual: "1.2.398.3.3.4.1.1",
  legalEntity: "1.2.398.3.3.4.1.2",
  firstHead: "1.2.398.3.3.4.1.2.1",
  rightToSign: "1.2.398.3.3.4.1.2.2",
  financialSignature: "1.2.398.3.3.4.1.2.3",
  hr: "1.2.398.3.3.4.1.2.4",
  employee: "1.2.398.3.3.4.1.2.5",
  administrator: "1.2.398.3.3.4.2.1",
  seniorOperator: "1.2.398.3.3.4.2.2",
  operator: "1.2.398.3.3.4.2.3",
  /** Ours: the published roles have nobody who only reads. */
  auditor: "1.2.398.3.3.4.2.4",
} as const;

/** Where a private key lives, as the storage extension says it. */
export const STORAGE_OIDS = {
  PERSONAL_COMPUTER: "1.2.398.3.3.5.1.1",
  ID_CARD: "1.2.398.3.3.5.2.1",
  KAZTOKEN: "1.2.398.3.3.5.2.2",
  ETOKEN_72K: "1.2.398.3.3.5.2.3",
  ETOKEN_5110: "1.2.398.3.3.5.2.4",
  JACARTA: "1.2.398.3.3.5.2.5",
  AKEY: "1.2.398.3.3.5.2.6",
} as const;
