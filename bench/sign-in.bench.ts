import { randomBytes } from "node:crypto";
import { toBase64Url } from "#pki/bytes.ts";
import { signInText } from "#portal/documents/contract.ts";
import { askChallenge } from "#portal/sign-in/ask-challenge.ts";
import { signIn } from "#portal/sign-in/sign-in.ts";
import { cmsOver } from "#tests/support/people.ts";
import { bareVerifications } from "./bare-signatures.ts";
import type { Bench } from "./bench.ts";
import { commits } from "./commits.ts";
import { newKeysOf } from "./new-keys.ts";
import { enterOrganisation } from "./people.ts";
import { ORIGIN, openSite } from "./site.ts";

const PEOPLE = 200;
const CONNECTIONS = 4;

export const bench: Bench = {
  name: "Signing in: challenge taken, signature and path proved, session and audit row committed with fsync",
  goal: "none set; two commits and about seven round trips to the register, and the proof between them",
  async setUp() {
    const site = await openSite({ connections: CONNECTIONS });
    const { employees } = await enterOrganisation(site, newKeysOf("RSA-2048"), PEOPLE);
    const yardstick = await commits(site, CONNECTIONS);

    async function answerChallenge({ keys, authCertificate }: (typeof employees)[number]) {
      const browser = toBase64Url(randomBytes(32));
      const { nonce, expiresAt } = await askChallenge(site.web, { browser, actor: null }, "SIGN_IN");
      const text = signInText({ origin: ORIGIN, nonce, language: "kk", expiresAt });
      const cms = cmsOver(text, keys.AUTH, authCertificate, new Date());
      return { browser, form: { nonce, language: "kk" as const, cms } };
    }

    return {
      subject: {
        name: `sign-ins, ${CONNECTIONS} at once in one process`,
        async perSecond() {
          const answers: Awaited<ReturnType<typeof answerChallenge>>[] = [];
          for (const employee of employees) answers.push(await answerChallenge(employee));
          const begun = performance.now();
          await Promise.all(
            Array.from({ length: CONNECTIONS }, async () => {
              for (let one = answers.pop(); one; one = answers.pop()) {
                const from = { browser: one.browser, known: one.browser, userAgent: null };
                await signIn(site.web, from, one.form);
              }
            }),
          );
          return (employees.length * 1000) / (performance.now() - begun);
        },
      },
      yardsticks: [bareVerifications("RSA-2048"), bareVerifications("P-256"), yardstick],
      async tearDown() {
        await yardstick.close();
        await site.close();
      },
    };
  },
};
