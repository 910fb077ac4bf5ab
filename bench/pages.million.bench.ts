import { randomBytes } from "node:crypto";
import { newToken } from "#http/cookies.ts";
import type { Database } from "#platform/database.ts";
import { seedMany } from "../prisma/seed-many.ts";
import type { Bench } from "./bench.ts";
import { LIMIT_MS, timesLine } from "./limit.ts";
import { someone } from "./list-questions.ts";
import { manyMessages } from "./many-messages.ts";
import { sha256 } from "./people.ts";
import { openSite, STATUS_URL } from "./site.ts";
import { webProcess } from "./web-process.ts";

const CERTIFICATES = Number(process.env["BENCH_CERTIFICATES"] ?? 1_000_000);

export const bench: Bench = {
  name: `The portal's pages over HTTP, at ${CERTIFICATES.toLocaleString("en")} certificates`,
  goal: `each within ${LIMIT_MS} ms`,
  async setUp() {
    const site = await openSite({ connections: 1 });
    await seedMany(site.urlAs("owner"), { certificates: CERTIFICATES, statusUrl: STATUS_URL, crlShards: 8 });
    await manyMessages(site.owner, CERTIFICATES);
    const pages = await pagesOf(site.owner);
    const web = await webProcess(site);
    const taken = new Map<string, number[]>(pages.map(({ name }) => [name, []]));
    const visit = async ({ path, cookie }: Visited) => {
      const begun = performance.now();
      const answer = await fetch(`${web.origin}/kk${path}`, { headers: { cookie }, redirect: "manual" });
      const text = await answer.text();
      if (answer.status !== 200 || !text.includes("</html>")) throw new Error(`${path}: ${answer.status}`);
      return performance.now() - begun;
    };
    // nobody has been to a page of theirs before: each is compiled when it is first asked for
    for (const page of pages) await visit(page);

    return {
      subject: {
        name: `pages, ${pages.length} in turn, three times`,
        async perSecond() {
          const begun = performance.now();
          for (let turn = 0; turn < 3; turn++) for (const page of pages) taken.get(page.name)?.push(await visit(page));
          return (3 * pages.length * 1000) / (performance.now() - begun);
        },
      },
      yardsticks: [
        {
          name: "the page about accessibility, which asks the register nothing",
          async perSecond() {
            const begun = performance.now();
            for (let turn = 0; turn < 20; turn++) await visit({ path: "/accessibility", cookie: "" });
            return 20_000 / (performance.now() - begun);
          },
        },
      ],
      notes: () => [...taken].map(([name, times]) => timesLine(name, times)),
      async tearDown() {
        await web.stop();
        await site.close();
      },
    };
  },
};

interface Visited {
  readonly path: string;
  readonly cookie: string;
}

/** Whose pages grow with the country: a first head's of nearly ten thousand people, an employee's, and an operator's. */
async function pagesOf(owner: Database): Promise<readonly (Visited & { readonly name: string })[]> {
  const { head, employee, number, waiting, decided, serial } = await someone(owner);
  const operator = await anOperator(owner, [head.holderId, employee.holderId]);
  const of = async (who: string, holderId: string, paths: readonly string[]) => {
    const cookie = `tanba-session=${await signedIn(owner, holderId)}`;
    const name = (path: string) => `${decodeURIComponent(path.replace(/[0-9a-f.-]{13,}[0-9A-Z]*/, "…"))}, ${who}`;
    return paths.map((path) => ({ name: name(path), path, cookie }));
  };
  return [
    ...(await of("an employee", employee.holderId, [
      "/account",
      "/account/keys",
      `/account/keys/${serial}`,
      "/account/requests",
      `/account/requests/${number}`,
      "/account/security",
    ])),
    ...(await of("a first head", head.holderId, [
      "/account",
      "/organisation/approvals",
      "/organisation/approvals?tab=processed",
      `/organisation/approvals?tab=processed&after=${decided}`,
      `/organisation/approvals/${waiting}`,
      "/organisation/staff",
      `/organisation/staff?who=${encodeURIComponent("жұмағұлов")}`,
      "/organisation/staff?status=EXPIRING",
      "/organisation/delegation",
    ])),
    ...(await of("an operator", operator, [
      "/operator",
      "/operator/requests",
      "/operator/requests?state=ISSUED",
      `/operator/requests/${waiting}`,
      `/operator/certificates/${serial}`,
      "/operator/orders",
      "/operator/messages",
      "/operator/messages?state=FAILED",
      `/operator/registers/people/${head.personId}`,
      `/operator/registers/organisations/${head.organisationId}`,
    ])),
  ];
}

/** Somebody of another organisation becomes one. */
async function anOperator(owner: Database, others: readonly string[]): Promise<string> {
  const { holderId } = await owner.certificate.findFirstOrThrow({
    where: { ...inForce(), holderId: { notIn: [...others] }, holder: { template: "EMPLOYEE" } },
    orderBy: { notAfter: "desc" },
  });
  await owner.holder.update({ where: { id: holderId }, data: { template: "OPERATOR" } });
  return holderId;
}

/** A session of theirs; @returns what its cookie holds. */
async function signedIn(owner: Database, holderId: string): Promise<string> {
  const token = newToken(randomBytes);
  const { id: certificateId } = await owner.certificate.findFirstOrThrow({ where: { ...inForce(), holderId } });
  const now = new Date();
  const endsAt = new Date(now.getTime() + 3_600_000);
  const tokenSha256 = sha256(Buffer.from(token));
  const opened = { tokenSha256, holderId, certificateId, createdAt: now, lastSeenAt: now, endsAt };
  await owner.session.create({ data: opened });
  return token;
}

function inForce() {
  const now = new Date();
  return { revokedAt: null, notBefore: { lte: now }, notAfter: { gt: new Date(now.getTime() + 3_600_000) } };
}
