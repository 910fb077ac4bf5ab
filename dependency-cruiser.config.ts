import type { IConfiguration } from "dependency-cruiser";

/**
 * Which layer may import which: the one table that every rule below is made from. A layer is a folder or file of src;
 * whatever is not in its row is forbidden to it.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  pki: [],
  platform: ["pki"],
  ca: ["pki", "platform"],
  portal: ["ca", "pki", "platform"],
  signer: ["ca", "pki", "platform"],
  status: ["ca", "pki", "platform"],
  ceremony: ["ca", "pki", "platform"],
  compose: ["portal", "ca", "pki", "platform"],
  http: ["compose", "portal", "pki", "platform"],
  worker: ["compose", "portal", "ca", "pki", "platform"],
  i18n: [],
  ui: ["i18n"],
  browser: ["pki"],
  app: ["http", "portal", "browser", "ui", "i18n", "pki"],
  proxy: ["http", "i18n", "pki"],
  instrumentation: ["http"],
  sink: ["platform"],
  supervisor: ["ceremony", "ca", "pki", "platform"],
  auditor: ["signer", "compose", "portal", "ca", "pki", "platform"],
};

/** What the portal shows to everybody, a browser too: contracts, and pure functions of them. */
const PORTAL_IN_PUBLIC =
  "^src/portal/([^/]+/contract\\.ts|requests/request-number\\.ts|documents/statements\\.ts|error\\.ts)$";
const SEES_PORTAL_IN_PUBLIC = ["browser", "ui", "i18n"];

/** The door of the signer: its client over the socket, for those who bring the parts together. */
const SIGNER_DOOR = "^src/signer/client\\.ts$";
const SEES_SIGNER_DOOR = ["compose", "worker"];

/** The words of letters, and how dates are written in them. */
const WORDS_OF_LETTERS = "^src/i18n/(messages/(kk|ru|en)/letters\\.json|dates\\.ts)$";
const WRITES_LETTERS = ["portal"];

/** The register's enumerations, which the pages show in words. */
const REGISTER_WORDS = "^src/platform/prisma/enums\\.ts$";

const RUNS_IN_A_BROWSER = ["pki", "browser", "ui"];
/** app, what stands before and around every page, and the door through which a page asks for its visitor. */
const KNOWS_NEXT = ["^src/app/", "^src/proxy\\.ts$", "^src/i18n/", "^src/ui/shell/", "^src/http/page\\.ts$"];

const ERROR = "error" as const;

const within = (layer: string) => `^src/${layer}(/|\\.tsx?$)`;

const layerRules = Object.entries(MAY_IMPORT).map(([layer, allowed]) => ({
  name: `${layer}-may-import`,
  comment: `${layer} may import ${allowed.join(", ") || "nothing of ours"}.`,
  severity: ERROR,
  from: { path: within(layer) },
  to: {
    path: "^src/",
    pathNot: [
      ...[layer, ...allowed].map(within),
      ...(SEES_PORTAL_IN_PUBLIC.includes(layer) ? [PORTAL_IN_PUBLIC] : []),
      ...(layer === "app" ? [REGISTER_WORDS] : []),
      ...(WRITES_LETTERS.includes(layer) ? [WORDS_OF_LETTERS] : []),
      ...(SEES_SIGNER_DOOR.includes(layer) ? [SIGNER_DOOR] : []),
    ],
  },
}));

const config: IConfiguration = {
  forbidden: [
    ...layerRules,
    {
      name: "every-layer-has-a-row",
      comment: "A new folder of src needs a row in MAY_IMPORT.",
      severity: ERROR,
      from: { path: "^src/", pathNot: Object.keys(MAY_IMPORT).map(within) },
      to: {},
    },
    {
      name: "only-stores-speak-prisma",
      severity: ERROR,
      from: { path: "^src/", pathNot: ["/store\\.ts$", "^src/platform/"] },
      // the enumerations are the register's words; a query can't be made with them
      to: { path: "^src/platform/prisma/", pathNot: REGISTER_WORDS },
    },
    {
      name: "only-app-knows-next",
      severity: ERROR,
      from: { path: "^src/", pathNot: KNOWS_NEXT },
      to: { path: "^node_modules/next/" },
    },
    {
      name: "texts-belong-to-what-is-shown",
      severity: ERROR,
      from: { path: "^src/", pathNot: [...KNOWS_NEXT, "^src/ui/"] },
      to: { path: "^node_modules/next-intl/" },
    },
    {
      name: "browser-code-has-no-node",
      severity: ERROR,
      from: { path: RUNS_IN_A_BROWSER.map(within) },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "nothing-but-tests-imports-tests",
      severity: ERROR,
      from: { path: "^(src|prisma)/" },
      to: { path: "^(tests|bench)/" },
    },
    {
      name: "src-needs-no-dev-dependency",
      severity: ERROR,
      from: { path: "^src/", pathNot: "\\.d\\.ts$" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-circle",
      severity: ERROR,
      from: { path: "^src/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    { name: "resolvable", severity: ERROR, from: {}, to: { couldNotResolve: true, pathNot: "\\.css$" } },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^src/platform/prisma"] },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      conditionNames: ["import", "require", "node", "default", "types"],
      exportsFields: ["exports"],
    },
  },
};

export default config;
