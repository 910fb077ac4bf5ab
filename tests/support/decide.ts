import { toBase64 } from "#pki/bytes.ts";
import { decisionText } from "#portal/documents/contract.ts";
import { decidedFacts } from "#portal/documents/request-form.ts";
import { cmsOver, type TestKey } from "./people.ts";
import { type Answer, call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder } from "./world.ts";

interface DecideWish {
  readonly verdict?: "CONFIRM" | "REFUSE";
  readonly reason?: string;
  readonly signer?: TestKey;
  readonly signerDer?: Uint8Array;
  readonly text?: (text: string) => string;
  /** Whose request the signed text is about, where it is not the one decided on. */
  readonly about?: string;
}

/** What a manager's browser sends to decide; the facts are the register's, as the page has them. */
export async function decisionBody(visitor: Visitor, manager: TestHolder, number: string, wish: DecideWish = {}) {
  const { verdict = "CONFIRM", reason = "Қызметкер жұмыстан шықты" } = wish;
  const { nonce } = await challenge(visitor, verdict);
  const { owner, portal } = visitor.world;
  const request = await owner.keyRequest.findUniqueOrThrow({
    where: { number: wish.about ?? number },
    include: { document: true, holder: { include: { person: true, organisation: true } } },
  });
  const { person, organisation, template } = request.holder;
  const whose = { ...person, template, bin: organisation?.bin ?? null, organisation: organisation?.name ?? null };
  const facts = await decidedFacts(
    whose,
    { ...request, form: request.document?.text ?? "" },
    portal.context.primitives,
  );
  const said = verdict === "REFUSE" ? { reason } : {};
  const text = decisionText({ ...facts, origin: ORIGIN, nonce, language: "en", verdict, ...said });
  const { signer = manager.keys.SIGN, signerDer = manager.certificates.SIGN } = wish;
  const cms = toBase64(cmsOver(wish.text?.(text) ?? text, signer, signerDer, visitor.world.clock.now()));
  return { verdict, nonce, language: "en", cms, ...said };
}

export async function decide(
  visitor: Visitor,
  manager: TestHolder,
  number: string,
  wish: DecideWish = {},
): Promise<Answer> {
  const json = await decisionBody(visitor, manager, number, wish);
  return call(visitor, "POST /api/requests/[number]/decision", { number, json });
}
