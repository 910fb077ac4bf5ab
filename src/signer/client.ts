import { Agent, type IncomingMessage, request } from "node:http";
import type { z } from "zod";
import type { CheckpointSigner } from "#ca/checkpoint-signer.ts";
import { CaError } from "#ca/error.ts";
import type { Signer } from "#ca/signer.ts";
import {
  type CheckpointRequest,
  CheckpointResponse,
  CrlResponse,
  MAX_ORDERS,
  Refusal,
  SignedLastResponse,
  type SignRequest,
  SignResponse,
  VoidResponse,
} from "./wire.ts";

const TIMEOUT_MS = 10_000;
/** The signer reads each of a million entries. */
const CRL_TIMEOUT_MS = 60_000;

/** A signer client and the end of its connections. */
export interface SignerClient extends Signer, CheckpointSigner {
  close(): void;
}

/**
 * The signer process behind a UNIX socket, over connections that are kept.
 *
 * Believes nothing but the form of the answers: whether a signature fits is the business of `redeem`.
 */
export function signerClient(socketPath: string): SignerClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });

  /** @param body empty to be told what there is */
  async function ask<T extends z.ZodType>(path: string, body: Body, schema: T): Promise<z.output<T>> {
    const { status, text } = await send(agent, socketPath, path, body);
    const answer = parseJson(text);
    if (status === 200) {
      const parsed = schema.safeParse(answer);
      if (!parsed.success) throw new CaError("SIGNER_ANSWER_WRONG", `an answer to ${path} of another form`);
      return parsed.data;
    }
    const refusal = Refusal.safeParse(answer);
    if (!refusal.success) throw new CaError("SIGNER_ANSWER_WRONG", `${status} for ${path}`);
    const { code, rule, serial } = refusal.data;
    throw new CaError(code, rule, { rule, ...(serial ? { serial } : {}) });
  }

  return {
    async sign(orders) {
      const signatures: Uint8Array[] = [];
      for (let at = 0; at < orders.length; at += MAX_ORDERS) {
        const batch = orders.slice(at, at + MAX_ORDERS);
        const body = { orders: batch.map(({ serial, tbs }) => ({ serial, tbs: Buffer.from(tbs).toString("base64") })) };
        const answer = await ask("/sign", JSON.stringify(body satisfies z.input<typeof SignRequest>), SignResponse);
        if (answer.signatures.length !== batch.length) {
          throw new CaError("SIGNER_ANSWER_WRONG", "not as many signatures as orders");
        }
        signatures.push(...answer.signatures.map(fromWire));
      }
      return signatures;
    },
    async void(serial) {
      const answer = await ask("/void", JSON.stringify({ serial }), VoidResponse);
      return answer.voided ? answer : { voided: false, signature: fromWire(answer.signature) };
    },
    async signCrl(tbs) {
      return fromWire((await ask("/crl", tbs, CrlResponse)).signature);
    },
    async signedLast() {
      const { root, ...last } = await ask("/checkpoint", "", SignedLastResponse);
      return { ...last, root: fromWire(root) };
    },
    async signCheckpoint({ root, proof, ...sizes }) {
      const body = { ...sizes, root: toWire(root), proof: proof.map(toWire) };
      const sent = JSON.stringify(body satisfies z.input<typeof CheckpointRequest>);
      return (await ask("/checkpoint", sent, CheckpointResponse)).note;
    },
    close: () => agent.destroy(),
  };
}

const toWire = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
const fromWire = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Text, or bytes in pieces. */
type Body = string | readonly Uint8Array[];

function send(agent: Agent, socketPath: string, path: string, body: Body) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(new CaError("SIGNER_UNAVAILABLE", `the signer at ${socketPath} did not answer`, { cause }));
    const timeout = path === "/crl" ? CRL_TIMEOUT_MS : TIMEOUT_MS;
    const method = body.length === 0 ? "GET" : "POST";
    const sent = request(
      { socketPath, path, method, agent, timeout, headers: { "content-length": lengthOf(body) } },
      (response) => readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), fail),
    );
    sent.on("timeout", () => sent.destroy(new Error("time-out")));
    sent.on("error", fail);
    for (const piece of piecesOf(body)) sent.write(piece);
    sent.end();
  });
}

const piecesOf = (body: Body) => (typeof body === "string" ? [Buffer.from(body)] : body);
const lengthOf = (body: Body) => piecesOf(body).reduce((sum, { length }) => sum + length, 0);

async function readText(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
