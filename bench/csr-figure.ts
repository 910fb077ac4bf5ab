import { randomBytes } from "node:crypto";
import { subjectName } from "#ca/subject.ts";
import { toBase64Url } from "#pki/bytes.ts";
import { verifyCsr } from "#pki/csr.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { csrFor } from "#tests/support/people.ts";
import { bareVerifications } from "./bare-signatures.ts";
import type { Bench } from "./bench.ts";
import { newKeysOf } from "./new-keys.ts";
import { ratePerSecond } from "./rate-per-second.ts";

/** More than `nodePrimitives` remembers, so that each request brings a key never seen before, as they do. */
const REQUESTS = 600;

/** Certification requests verified by one core, each with another key. */
export function csrFigure(kind: "RSA-2048" | "EC-P256", goal: string): Bench {
  return {
    name: `Certification requests with proof of possession, ${kind}: read, key policy, signature`,
    goal,
    async setUp() {
      const person = { iin: "850101300123", surname: "Серікова", givenName: "Айгүл", patronymic: "Нұрланқызы" };
      const subject = subjectName(person, { bin: "120340005678", name: "ТОО Бенч" });
      const keys = await newKeysOf(kind)(REQUESTS);
      const csrs = keys.map((key) => csrFor(key, { subject, nonce: toBase64Url(randomBytes(32)) }));
      let next = 0;
      const verify = () => verifyCsr(csrs[next++ % csrs.length] ?? new Uint8Array(), { primitives: nodePrimitives });
      return {
        subject: { name: "requests verified, one core", perSecond: () => ratePerSecond(verify) },
        yardsticks: [bareVerifications(kind === "RSA-2048" ? "RSA-2048" : "P-256")],
      };
    },
  };
}
