import { expect, it } from "vitest";
import { RequestCursor, RequestSearch, type RequestTab } from "#portal/approvals/contract.ts";
import { type ApprovalPage, listWaiting } from "#portal/approvals/list-waiting.ts";
import { countTabs, waitingFor } from "#portal/approvals/waiting-for.ts";
import { decide } from "#tests/support/decide.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, type TestHolder, type World, world } from "#tests/support/world.ts";

const OTHER_BIN = "150940999028";
const actorOf = ({ actor }: TestHolder) => ({ ...actor, certificateId: "" });
const numbersOf = ({ rows }: ApprovalPage) => rows.map(({ number }) => number);

async function office() {
  const portal = await world();
  return { portal, manager: await holder(portal, { template: "FIRST_HEAD" }) };
}

function page(portal: World, manager: TestHolder, tab: RequestTab, asked: Readonly<Record<string, string>>) {
  const { who } = RequestSearch.parse(asked);
  return listWaiting(portal.portal.context, actorOf(manager), {
    tab,
    who,
    cursor: RequestCursor.parse(asked),
    take: 2,
  });
}

/** Numbers of requests that employees have asked for, in pairs of one moment. */
async function submitted(portal: World, count: number): Promise<readonly string[]> {
  const numbers: string[] = [];
  for (let at = 0; at < count; at++) {
    if (at % 2 === 0) portal.clock.set(new Date(portal.clock.now().getTime() + 1000));
    const employee = await holder(portal);
    numbers.push((await submit(await signedIn(portal, employee), employee)).number);
  }
  return numbers;
}

it.each(["waiting", "processed", "pending", "search"] as const)(
  "walks the pages of what is %s forwards and back, each once",
  async (tab) => {
    const { portal, manager } = await office();
    const numbers = await submitted(portal, 5);
    const own = await signedIn(portal, manager);
    const verdicts = { pending: "CONFIRM", processed: "REFUSE", waiting: undefined, search: undefined } as const;
    const verdict = verdicts[tab];
    for (const number of verdict ? numbers : []) await decide(own, manager, number, { verdict });
    const who: Record<string, string> = tab === "search" ? { who: "Серікова" } : {};
    const pages = [await page(portal, manager, tab, who)];
    for (let last = pages.at(-1); last?.next !== undefined; last = pages.at(-1)) {
      pages.push(await page(portal, manager, tab, { ...who, after: last.next }));
    }
    expect(pages.map(({ rows }) => rows.length)).toEqual([2, 2, 1]);
    expect(pages[0]?.previous).toBeUndefined();
    expect(pages.flatMap(numbersOf).toSorted()).toEqual(numbers.toSorted());
    const times = pages.flatMap(({ rows }) => rows.map(({ submittedAt }) => submittedAt.getTime()));
    expect(times).toEqual(times.toSorted((one, other) => (tab === "waiting" ? one - other : other - one)));
    for (let at = pages.length - 1; at > 0; at--) {
      const back = await page(portal, manager, tab, { ...who, before: pages[at]?.previous ?? "" });
      expect(numbersOf(back)).toEqual(numbersOf(pages[at - 1] ?? { rows: [] }));
    }
  },
);

it("puts each request into one tab, counts it there, and calls what expired so", async () => {
  const { portal, manager } = await office();
  const { context } = portal.portal;
  const own = await signedIn(portal, manager);
  const [waits, confirmed, refused, expired] = await submitted(portal, 4);
  await decide(own, manager, confirmed ?? "");
  await decide(own, manager, refused ?? "", { verdict: "REFUSE" });
  await portal.owner.$executeRaw`ALTER TABLE key_request DISABLE TRIGGER USER`;
  const expiresAt = portal.clock.now();
  await portal.owner.keyRequest.update({ where: { number: expired ?? "" }, data: { expiresAt } });
  const tabs = { waiting: [waits], pending: [confirmed], processed: [refused, expired] } as const;
  for (const tab of ["waiting", "pending", "processed"] as const) {
    const found = await page(portal, manager, tab, {});
    expect(numbersOf(found).toSorted(), tab).toEqual(tabs[tab].toSorted());
  }
  expect((await page(portal, manager, "processed", {})).rows.map(({ state }) => state).toSorted()).toEqual([
    "EXPIRED",
    "REFUSED",
  ]);
  expect(await countTabs(context, actorOf(manager))).toEqual({
    waiting: { count: 1, more: false },
    pending: { count: 1, more: false },
    processed: { count: 2, more: false },
  });
});

it("B8, B11: finds by number, name and IIN what is the organisation's, and nothing else", async () => {
  const { portal, manager } = await office();
  const stranger = await holder(portal, { template: "FIRST_HEAD", bin: OTHER_BIN });
  const employee = await holder(portal);
  const { number } = await submit(await signedIn(portal, employee), employee);
  const { surname, iin } = employee.actor;
  const grouped = (number.match(/.{1,4}/g) ?? []).join("-").toLowerCase();
  for (const who of [number, grouped, iin, iin.slice(-4), surname.toLowerCase(), surname.slice(0, 4)]) {
    expect(numbersOf(await page(portal, manager, "search", { who })), who).toEqual([number]);
    expect(numbersOf(await page(portal, stranger, "search", { who })), who).toEqual([]);
  }
  for (const who of ["", "%", "_", "'; --", "0000000000000", "Ешкім"]) {
    expect(numbersOf(await page(portal, manager, "search", { who })), who).toEqual([]);
  }
  const cursor = RequestCursor.parse({});
  await expect(
    listWaiting(portal.portal.context, actorOf(employee), { tab: "search", who: number, cursor }),
  ).toRejectWithCode("FORBIDDEN");
  await expect(countTabs(portal.portal.context, actorOf(employee))).toRejectWithCode("FORBIDDEN");
});

it("begins from the first page where the place in the address is none", async () => {
  const { portal, manager } = await office();
  const numbers = await submitted(portal, 1);
  for (const after of ["", "1.2", "'; --", `${Number.MAX_SAFE_INTEGER}.0000000000000`]) {
    expect(numbersOf(await page(portal, manager, "waiting", { after })), after).toEqual(numbers);
  }
});

it("counts what waits, but no further than anybody wants to know", async () => {
  const { portal, manager } = await office();
  const { context } = portal.portal;
  expect(await waitingFor(context, actorOf(await holder(portal)))).toBeNull();
  expect(await waitingFor(context, actorOf(manager))).toEqual({ count: 0, more: false });
  await submitted(portal, 1);
  await manyLikeIt(portal, 98);
  expect(await waitingFor(context, actorOf(manager))).toEqual({ count: 99, more: false });
  await manyLikeIt(portal, 1);
  expect(await waitingFor(context, actorOf(manager))).toEqual({ count: 99, more: true });
});

/** Copies the request that waits, for other people of the same organisation. */
async function manyLikeIt({ owner }: World, count: number): Promise<void> {
  await owner.$executeRaw`
    WITH waiting AS (SELECT r.*, h.organisation_id AS of FROM key_request r JOIN holder h ON h.id = r.holder_id
        WHERE r.state = 'SUBMITTED' LIMIT 1),
      people AS (INSERT INTO person (id, iin, surname, given_name)
        SELECT gen_random_uuid(), lpad((random() * 1e11)::bigint::text, 12, '0'), 'Үлгі', 'Үлгі' FROM generate_series(1, ${count}::int)
        RETURNING id),
      holders AS (INSERT INTO holder (id, person_id, organisation_id, template)
        SELECT gen_random_uuid(), people.id, waiting.of, 'EMPLOYEE' FROM people, waiting RETURNING id),
      forms AS (INSERT INTO signed_document (id, purpose, text, cms, certificate_id, signed_at)
        SELECT holders.id, purpose, text, cms, certificate_id, signed_at
        FROM holders, waiting w JOIN signed_document d ON d.id = w.document_id RETURNING id)
    INSERT INTO key_request (id, number, holder_id, confirmation, state, storage, key_algorithm, auth_csr, sign_csr,
        auth_spki, sign_spki, document_id, submitted_at, expires_at, changed_at)
      SELECT gen_random_uuid(), left(holders.id::text, 13), holders.id, w.confirmation, w.state, w.storage, w.key_algorithm,
        w.auth_csr, w.sign_csr, w.auth_spki, w.sign_spki, forms.id, w.submitted_at, w.expires_at, w.changed_at
      FROM holders JOIN forms ON forms.id = holders.id, waiting w`;
}
