import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { later } from "#tests/support/confirmed.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder } from "#tests/support/world.ts";
import { AUTHORITY, type Planted, plain, type Scene, withheldOrder, withheldWord } from "./stolen-web-orders.ts";

/** By whom it is refused when `web` plants it: by the register, with words, or by the worker alone. */
type Attack = readonly [
  name: string,
  register: RegExp | "the worker alone",
  code: string,
  attack: (scene: Scene) => Promise<Planted>,
];

const NOBODY_ORDERS = /an order of nobody who may give one/;
const NOBODY_DECIDES = /a decision of nobody who may decide/;
const NOT_TWO = /an order without two signatures/;

export const ATTACKS: readonly Attack[] = [
  [
    "one signature, written down as both",
    NOBODY_DECIDES,
    "FORBIDDEN",
    async (stage) => {
      const { first, ...rest } = await plain(stage);
      return { ...rest, first, second: first };
    },
  ],
  ["a yes to no order at all", NOT_TWO, "FORBIDDEN", async (stage) => ({ ...(await plain(stage)), alone: true })],
  [
    "both signatures of one senior operator",
    /a decision on one's own order/,
    "OWN_ORDER",
    async ({ office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(office, senior, about);
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "both signatures of one person in two roles",
    /a decision on one's own order/,
    "OWN_ORDER",
    async ({ portal, desk, operator, employee }) => {
      const about = [named(employee)];
      const also = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY, iin: operator.actor.iin });
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(await signedIn(portal, also), also, about, first) };
    },
  ],
  [
    "the yes of another operator",
    NOBODY_DECIDES,
    "FORBIDDEN",
    async ({ portal, desk, operator, employee }) => {
      const about = [named(employee)];
      const other = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(await signedIn(portal, other), other, about, first) };
    },
  ],
  [
    "the yes of an administrator",
    NOBODY_DECIDES,
    "FORBIDDEN",
    async ({ portal, desk, operator, employee }) => {
      const about = [named(employee)];
      const other = await holder(portal, { template: "ADMINISTRATOR", bin: AUTHORITY });
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(await signedIn(portal, other), other, about, first) };
    },
  ],
  [
    "the order of somebody who is no operator",
    NOBODY_ORDERS,
    "FORBIDDEN",
    async ({ portal, office, senior, employee }) => {
      const about = [named(employee)];
      const head = await holder(portal, { template: "FIRST_HEAD" });
      const first = await withheldOrder(await signedIn(portal, head), head, about);
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "an order signed with the key for signing in",
    NOBODY_ORDERS,
    "SIGNATURE_NOT_YOURS",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about, { slot: "AUTH" });
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "a yes signed with the key for signing in",
    NOBODY_DECIDES,
    "SIGNATURE_NOT_YOURS",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(office, senior, about, first, { slot: "AUTH" }) };
    },
  ],
  [
    "a no, written down as a yes",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about);
      return { about, first, second: await withheldWord(office, senior, about, first, { verdict: "DECLINE" }) };
    },
  ],
  [
    "a yes that is no signature",
    "the worker alone",
    "CMS_MALFORMED",
    async (stage) => {
      const { second, ...rest } = await plain(stage);
      return { ...rest, second: { ...second, cms: Uint8Array.of(5, 0) } };
    },
  ],
  [
    "an order that is no signature",
    "the worker alone",
    "CMS_MALFORMED",
    async (stage) => {
      const { first, ...rest } = await plain(stage);
      return { ...rest, first: { ...first, cms: Uint8Array.of(5, 0) } };
    },
  ],
  [
    "an operator's signature in the senior operator's name",
    "the worker alone",
    "SIGNER_UNKNOWN",
    async ({ portal, desk, operator, senior, employee }) => {
      const about = [named(employee)];
      const other = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
      const first = await withheldOrder(desk, operator, about);
      const second = await withheldWord(await signedIn(portal, other), other, about, first);
      return { about, first, second: { ...second, signer: named(senior) } };
    },
  ],
  [
    "a yes to another order, for this one",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const [first, other] = [await withheldOrder(desk, operator, about), await withheldOrder(desk, operator, about)];
      return { about, first, second: await withheldWord(office, senior, about, other) };
    },
  ],
  [
    "a yes to other certificates than were ordered",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ portal, desk, operator, office, senior, employee }) => {
      const about = [named(await holder(portal))];
      const first = await withheldOrder(desk, operator, [named(employee)]);
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "other certificates than either has signed for",
    NOT_TWO,
    "SIGNATURE_REFUSED",
    async (stage) => {
      const listed = [named(stage.employee)];
      const { first, second } = await plain(stage);
      return { first, second, listed, about: [named(await holder(stage.portal))] };
    },
  ],
  [
    "half of what both have signed for",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const both = [named(stage.employee), named(stage.employee, "AUTH")];
      const { first, second } = await plain(stage, both);
      return { first, second, listed: both, about: both.slice(0, 1) };
    },
  ],
  [
    "another reason than both have signed",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async (stage) => ({ ...(await plain(stage)), reason: "SUPERSEDED" }),
  ],
  [
    "an order that was signed for another portal",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const text = (right: string) => right.replace("tanba.test", "tanba.example");
      const first = await withheldOrder(desk, operator, about, { text });
      return { about, first, second: await withheldWord(office, senior, about, first) };
    },
  ],
  [
    "an order whose end both have signed, with a later one",
    "the worker alone",
    "SIGNATURE_REFUSED",
    async (stage) => {
      const planted = await plain(stage);
      later(stage.portal, 8 * 86_400_000);
      return { ...planted, expiresAt: new Date(stage.portal.clock.now().getTime() + 86_400_000) };
    },
  ],
  [
    "an order that was kept back until its key was revoked",
    NOBODY_ORDERS,
    "NO_VALID_KEY",
    async (stage) => {
      const { portal, desk, operator } = stage;
      const planted = await plain(stage);
      await revoke(desk, operator, [named(operator)]);
      await applyOrders(portal.issuing);
      later(portal, 6000);
      return planted;
    },
  ],
  [
    "a yes, written down as a person's own order to revoke",
    "the worker alone",
    "FORBIDDEN",
    async (stage) => ({ ...(await plain(stage)), alone: true, purpose: "REVOKE" }),
  ],
  [
    "a no, written down as what it is and obeyed",
    /DECLINE_ORDER orders nothing/,
    "FORBIDDEN",
    async ({ desk, operator, office, senior, employee }) => {
      const about = [named(employee)];
      const first = await withheldOrder(desk, operator, about);
      const second = await withheldWord(office, senior, about, first, { verdict: "DECLINE" });
      return { about, first, second, alone: true, purpose: "DECLINE_ORDER" };
    },
  ],
];
