import { expect, it } from "vitest";
import { type Health, logHealth } from "#status/health.ts";
import { clockHealth, heardClock } from "#status/heard-clock.ts";
import { keysHealth } from "#status/keys/keys-health.ts";
import { messagesHealth } from "#status/messages-health.ts";
import { NOW } from "#tests/support/authority.ts";

const MINUTE_MS = 60_000;
const later = (ms: number) => new Date(NOW.getTime() + ms);
const HEALTHY: Health = { lacking: [], warnings: [] };

it("lacks what has no key, and warns of one that is past half its life and has no successor", () => {
  const key = { kind: "TSA", until: later(15 * 86_400_000), dueSince: NOW } as const;
  const health = keysHealth({ health: () => [{ kind: "OCSP", until: undefined, dueSince: NOW }, key] });
  expect(health(later(10 * MINUTE_MS - 1))).toEqual({ lacking: ["key-of-OCSP"], warnings: [] });
  expect(health(later(10 * MINUTE_MS)).warnings).toEqual([
    "the key of TSA has been past half its life since 2026-11-23T06:30:00.250Z, and ends 2026-12-08T06:30:00.250Z",
  ]);
});

it("F4: tells an operator when the log has not been signed for five minutes", () => {
  const unsigned = { entries: 12, since: NOW };
  const health = logHealth(() => ({ files: new Map(), readAt: NOW, unsigned }));
  expect(health(later(5 * MINUTE_MS))).toEqual(HEALTHY);
  expect(health(later(5 * MINUTE_MS + 1)).warnings).toEqual([
    "12 entries of the log are not signed, the oldest of 2026-11-23T06:30:00.250Z",
  ]);
  expect(logHealth(() => undefined)(NOW)).toEqual(HEALTHY);
});

const FAILED = { givenUp: 2, failing: 5, failingFor: "ECONNECTION" };

it("E3, E8: tells an operator what was given up, what fails, what waits too long, and that the clock jumped", () => {
  const fine = { givenUp: 0, failing: 0, failingFor: null, oldestDue: null, jumpedAt: null, jumpedSeconds: null };
  const health = (told: Partial<typeof fine> | object) =>
    messagesHealth(() => ({ files: new Map(), readAt: NOW, messages: { ...fine, ...told } }));
  expect(health({})(NOW)).toEqual(HEALTHY);
  expect(health({ oldestDue: NOW })(later(30 * MINUTE_MS))).toEqual(HEALTHY);
  expect(
    health({ ...FAILED, oldestDue: NOW, jumpedAt: NOW, jumpedSeconds: -60 })(later(30 * MINUTE_MS + 1)).warnings,
  ).toEqual([
    "2 messages of the last week were given up",
    "messages that can't be sent and are tried again: 5, the last for ECONNECTION",
    "a message has waited since 2026-11-23T06:30:00.250Z",
    "notices were not planned for -60 s, or the clock jumped, at 2026-11-23T06:30:00.250Z",
  ]);
  expect(messagesHealth(() => undefined)(NOW)).toEqual(HEALTHY);
});

it("lacks time-stamps while the clock is wrong, and says by how much", () => {
  const heard = heardClock(() => 0);
  expect(clockHealth(heard)(NOW)).toEqual(HEALTHY);
  heard.hear(NOW);
  expect(clockHealth(heard)(later(5_000))).toEqual(HEALTHY);
  expect(clockHealth(heard)(later(-8_000))).toEqual({
    lacking: ["/tsa"],
    warnings: ["the clock is -8 s ahead of the register's"],
  });
});
