import { expect, it } from "vitest";
import { nextThing } from "#app/[locale]/(account)/account/next-thing.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import type { AccountHome } from "#portal/profile/home.ts";
import type { RequestRow } from "#portal/requests/own-requests.ts";

const NOW = new Date("2026-11-23T07:00:00Z");
const DAY_MS = 86_400_000;

const request = (state: RequestRow["state"], number = "000000000000C"): RequestRow => ({
  number,
  state,
  storage: "PERSONAL_COMPUTER",
  submittedAt: NOW,
  changedAt: NOW,
  expiresAt: new Date(NOW.getTime() + 30 * DAY_MS),
});

const key = (daysLeft: number): KeyCard => ({
  serial: String(daysLeft),
  slot: "SIGN",
  template: "EMPLOYEE",
  storage: "PERSONAL_COMPUTER",
  notBefore: NOW,
  notAfter: new Date(NOW.getTime() + daysLeft * DAY_MS),
  daysLeft,
  status: "VALID",
  requestNumber: "000000000000C",
  issuedAt: NOW,
  holderId: "one",
  name: "Серікова Айгүл",
  iinEnd: "9060",
});

const home = (part: Partial<AccountHome>): AccountHome => ({
  keys: [key(300)],
  openRequests: [],
  waitingForMe: { count: 0, more: false },
  ending: null,
  ...part,
});

it.each<[string, Partial<AccountHome>, string]>([
  [
    "certificates that are ready, before all else",
    { openRequests: [request("ISSUED")], waitingForMe: { count: 3, more: false }, keys: [key(2)] },
    "install",
  ],
  [
    "whoever waits for the manager, before what waits for others",
    { openRequests: [request("SUBMITTED")], waitingForMe: { count: 1, more: false } },
    "approve",
  ],
  [
    "a request that waits for the manager, before keys that end",
    { openRequests: [request("SUBMITTED")], keys: [key(2)] },
    "wait",
  ],
  ["a request at the authority", { openRequests: [request("ISSUING")] }, "issuing"],
  ["keys that end within thirty days", { keys: [key(30)] }, "renew"],
  ["nothing a day before that", { keys: [key(31)] }, "nothing"],
  ["nothing while a younger key lasts", { keys: [key(3), key(300)] }, "nothing"],
  ["the want of keys", { keys: [] }, "noKeys"],
])("names %s", (_, part, what) => {
  expect(nextThing(home(part)).what).toBe(what);
});

it("installs the issued request and not the newer one that waits", () => {
  const openRequests = [request("SUBMITTED", "NEWER00000000"), request("ISSUED", "OLDER00000000")];

  expect(nextThing(home({ openRequests }))).toEqual({ what: "install", number: "OLDER00000000" });
});
