import { createHash } from "node:crypto";
import { emailText } from "#portal/documents/contract.ts";
import { sendCodes } from "#portal/step-up/send-codes.ts";
import { tryCode } from "#portal/step-up/store.ts";
import { type Answer, call, codeOf, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder, type World } from "./world.ts";

type Purpose = "REISSUE" | "REVOKE" | "EMAIL";

export interface CodeWish {
  readonly reference?: string;
  readonly by?: "SMS" | "EMAIL";
}

const sha256Hex = (text: string) => createHash("sha256").update(text).digest("hex");

export async function askCode(visitor: Visitor, purpose: Purpose, text: string, wish: CodeWish = {}): Promise<string> {
  const json = { purpose, textSha256: sha256Hex(text), ...wish };
  const answer = await call(visitor, "POST /api/codes", { json });
  if (answer.status !== 202) throw new Error(`no code: ${answer.status} ${codeOf(answer)}`);
  return idOf(answer);
}

const idOf = ({ body }: Answer) => (typeof body === "object" && body !== null && "id" in body ? String(body.id) : "");

/** What the worker has written into the message, and its owner reads on the phone. */
export async function digitsOf({ owner }: World, id: string): Promise<string> {
  const [row] = await owner.$queryRaw<{ digits: string }[]>`
    SELECT facts ->> 'code' AS digits FROM message WHERE key = ${`code:${id}`}`;
  if (!row) throw new Error("no code was sent");
  return row.digits;
}

/** Six digits that are not the code. */
export const otherThan = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, "0");

/** Asks for a code, has it sent and reads it, as its owner would have it on the phone. */
export async function receiveCode(visitor: Visitor, purpose: Purpose, text: string, wish: CodeWish = {}) {
  const { world } = visitor;
  await anHourPasses(world);
  const id = await askCode(visitor, purpose, text, wish);
  await sendCodes(world.issuing);
  return { id, digits: await digitsOf(world, id) };
}

interface Typed {
  readonly holderId: string;
  readonly text: string;
  readonly code: { readonly id: string; readonly digits: string };
}

/** What `web` does with a code that its owner has typed. */
export async function redeem({ portal }: World, { holderId, text, code }: Typed): Promise<void> {
  const textSha256 = Uint8Array.from(createHash("sha256").update(text).digest());
  const outcome = await portal.context.db.$transaction((tx) => tryCode(tx, { ...code, holderId, textSha256 }));
  if (outcome !== "REDEEMED") throw new Error(`not redeemed: ${outcome}`);
}

/** For the count of codes alone: tests send more in a second than a person gets in an hour. */
async function anHourPasses({ owner }: World): Promise<void> {
  await asOwnerPastGuards(owner, "UPDATE step_up SET sent_at = sent_at - interval '1 day' WHERE sent_at IS NOT NULL");
}

/** What no role may do: for arranging what time would bring. */
export async function asOwnerPastGuards(owner: World["owner"], sql: string): Promise<void> {
  await owner.$transaction([
    owner.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
    owner.$executeRawUnsafe(sql),
  ]);
}

/** Wishes for another address, with a code for it. */
export async function changeEmail(visitor: Visitor, { actor }: TestHolder, email: string): Promise<Answer> {
  const code = await receiveCode(visitor, "EMAIL", emailText({ origin: ORIGIN, iin: actor.iin, email }));
  return call(visitor, "POST /api/email-changes", { json: { email, code } });
}
