import { afterEach, expect, it, vi } from "vitest";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { followCertificates } from "#status/ocsp/follow-certificates.ts";
import { readFirst } from "#status/ocsp/read-first.ts";
import { toldSerials } from "#status/ocsp/told-serials.ts";
import { NOW, standingClock, testHierarchy } from "#tests/support/authority.ts";
import { questionAbout } from "#tests/support/ocsp.ts";
import { named, revoke } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, world } from "#tests/support/world.ts";
import { eventually } from "../start-status.ts";

const [ORDERED, OTHER] = ["0a01", "0a02"] as const;

async function waiters() {
  const { issuing } = await testHierarchy();
  const told = toldSerials();
  const before = readFirst({ ordered: new Set([ORDERED]), readAgain: told.ask }, standingClock());
  return {
    told,
    ask: (...serials: string[]) =>
      before(
        questionAbout(
          issuing,
          serials.map((serial) => ({ serial })),
        ),
      ),
    before,
  };
}

afterEach(() => void vi.useRealTimers());

it("waits for nothing but certificates that somebody has ordered to revoke", async () => {
  const { ask, before, told } = await waiters();
  expect(ask(OTHER)).toBeUndefined();
  expect(before(Buffer.from("no question"))).toBeUndefined();
  expect(ask(OTHER, ORDERED)).toBeInstanceOf(Promise);
  expect(told.take().serials).toEqual([ORDERED]);
});

it("G8: however many ask, there is one reading for all who came before it, and a thousand wait at most", async () => {
  const { ask, told } = await waiters();
  const all = Array.from({ length: 1_000 }, () => ask(ORDERED));
  expect(ask(ORDERED)).toBeUndefined();
  const { serials, wereRead } = told.take();
  expect(serials).toEqual([ORDERED]);
  wereRead();
  expect(await Promise.all(all)).toEqual(Array(1_000).fill(NOW));
  expect(ask(ORDERED)).toBeInstanceOf(Promise);
});

it("D1: who asks while a reading is underway waits for the next one", async () => {
  const { ask, told } = await waiters();
  const settled: string[] = [];
  void ask(ORDERED)?.then(() => settled.push("first"));
  const underway = told.take();
  const later = ask(ORDERED)?.then(() => settled.push("second"));
  underway.wereRead();
  await vi.waitFor(() => expect(settled).toEqual(["first"]));
  told.take().wereRead();
  await later;
  expect(settled).toEqual(["first", "second"]);
});

it("D13: waits for half a second and no longer", async () => {
  const { ask } = await waiters();
  vi.useFakeTimers();
  let isOver = false;
  const waiting = ask(ORDERED)?.then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(499);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  await waiting;
  expect(isOver).toBe(true);
});

it("an order is known from when it is written down until it is done", async () => {
  const here = await world();
  const employee = await holder(here);
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const followed = followCertificates(here.database.urlAs("status"), { clock: here.clock, log });
  try {
    await eventually(
      async () => followed.known(),
      (known) => known !== undefined,
    );
    const { serial } = named(employee);
    await revoke(await signedIn(here, employee), employee, [named(employee)]);
    await eventually(
      async () => followed.ordered.size,
      (size) => size > 0,
    );
    expect([...followed.ordered]).toEqual([serial]);
    await applyOrders(here.issuing);
    await eventually(
      async () => followed.ordered.size,
      (size) => size === 0,
    );
    expect([...followed.ordered]).toEqual([]);
  } finally {
    await followed.stop();
  }
});
