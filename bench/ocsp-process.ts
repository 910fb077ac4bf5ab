import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseCertificate } from "#pki/certificate.ts";
import { systemClock } from "#platform/clock.ts";
import { openLog } from "#platform/log.ts";
import { answerOcsp } from "#status/ocsp/answer-ocsp.ts";
import { certificateIndex } from "#status/ocsp/certificate-index.ts";
import { issuerRecogniser } from "#status/ocsp/known-statuses.ts";
import { ocspResponder } from "#status/ocsp/responder.ts";
import { statusServer } from "#status/server.ts";
import { serviceKey } from "#status/service-key.ts";
import { serialOf } from "./ocsp-serials.ts";

/*
 * `node ocsp-process.ts <folder> <certificates> <changes a second>`: the responder and the server of `status` over so many
 * certificates in memory, of which some change while it answers. It says "ready", its port, and its memory.
 */
const [folder = "", count = "0", changes = "0"] = process.argv.slice(2);
const certificates = Number(count);
const read = (name: string) => readFileSync(join(folder, name));
const issuer = parseCertificate(read("issuing.der"));
const key = serviceKey("OCSP", parseCertificate(read("ocsp.der")), createPrivateKey(read("ocsp.key.pem")));

globalThis.gc?.();
const before = process.memoryUsage().rss;
const begun = performance.now();
const index = certificateIndex();
const notAfter = (number: number) => new Date(Date.now() + (number % 1000) * 86_400_000);
for (let i = 0; i < certificates; i++) index.set({ serial: serialOf(i), notAfter: notAfter(i) });
const ms = performance.now() - begun;
globalThis.gc?.();
const bytesEach = (process.memoryUsage().rss - before) / certificates;

const log = openLog("ocsp", { level: "error" });
const isAsked = issuerRecogniser(issuer);
let known = { issuer, index, isAsked, knownAt: new Date() };
setInterval(() => {
  known = { issuer, index, isAsked, knownAt: new Date() };
}, 1000);
let next = 0;
const revokeOne = () => {
  const number = next++ % certificates;
  const reason = next % 2 ? 6 : 1;
  index.set({ serial: serialOf(number), notAfter: notAfter(number), revocation: { at: new Date(), reason } });
};
if (Number(changes) > 0) setInterval(revokeOne, 1000 / Number(changes));

const alarm = { raise: () => undefined };
const responder = ocspResponder({ known: () => known, key: () => key, log, alarm });
const answer = answerOcsp(responder);
const routes = new Map([["/ocsp", { methods: ["GET", "POST"] as const, below: true as const, answer }]]);
const server = statusServer({ routes, clock: systemClock, log });
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  process.stdout.write(`ready ${JSON.stringify({ port, bytesEach, ms })}\n`);
});
