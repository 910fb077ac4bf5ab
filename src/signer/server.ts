import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import type { CheckpointSigner } from "#ca/checkpoint-signer.ts";
import { CaError } from "#ca/error.ts";
import type { Signer } from "#ca/signer.ts";
import {
  CheckpointRequest,
  type CheckpointResponse,
  type CrlResponse,
  MAX_BODY_BYTES,
  type Refusal,
  type SignedLastResponse,
  SignRequest,
  type SignResponse,
  VoidRequest,
  type VoidResponse,
} from "./wire.ts";

/**
 * The signer over HTTP, for a UNIX socket; whoever may open the socket may ask.
 *
 * Anything unforeseen, as a journal that cannot be written, goes to `onFault`: after it nothing that was said can be
 * trusted to be on the disk, so the process has to end.
 */
export function signerServer(signer: Signer & CheckpointSigner, onFault: (cause: unknown) => void): Server {
  const routes: Readonly<Record<string, (body: Buffer) => Promise<unknown>>> = {
    async "POST /sign"(body) {
      const { orders } = SignRequest.parse(JSON.parse(body.toString()));
      const signatures = await signer.sign(orders.map(({ serial, tbs }) => ({ serial, tbs: fromWire(tbs) })));
      return { signatures: signatures.map(toWire) } satisfies z.input<typeof SignResponse>;
    },
    async "POST /void"(body) {
      const { serial } = VoidRequest.parse(JSON.parse(body.toString()));
      const answer = await signer.void(serial);
      return (answer.voided ? answer : { voided: false, signature: toWire(answer.signature) }) satisfies z.input<
        typeof VoidResponse
      >;
    },
    async "POST /crl"(body) {
      return { signature: toWire(await signer.signCrl([body])) } satisfies z.input<typeof CrlResponse>;
    },
    async "GET /checkpoint"() {
      const { root, ...last } = await signer.signedLast();
      return { ...last, root: toWire(root) } satisfies z.input<typeof SignedLastResponse>;
    },
    async "POST /checkpoint"(body) {
      const { root, proof, ...sizes } = CheckpointRequest.parse(JSON.parse(body.toString()));
      const note = await signer.signCheckpoint({ ...sizes, root: fromWire(root), proof: proof.map(fromWire) });
      return { note } satisfies z.input<typeof CheckpointResponse>;
    },
    async "GET /health/live"() {
      return { live: true };
    },
  };

  return createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void respond(request, response);
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const route = routes[`${request.method} ${request.url}`];
      if (!route) return answer(response, 404, { code: "SIGNER_REFUSED", rule: "no-such-operation" });
      answer(response, 200, await route(await readBody(request)));
    } catch (cause) {
      const { status, body } = refusalOf(cause);
      answer(response, status, body);
      if (status === 500) onFault(cause);
    }
  }
}

function refusalOf(cause: unknown): { status: number; body: z.output<typeof Refusal> } {
  if (cause instanceof z.ZodError || cause instanceof SyntaxError || cause instanceof RangeError) {
    return { status: 400, body: { code: "SIGNER_REFUSED", rule: "request-malformed" } };
  }
  if (!(cause instanceof CaError)) return { status: 500, body: { code: "SIGNER_UNAVAILABLE", rule: "fault" } };
  const later = cause.code === "SIGNER_UNAVAILABLE";
  const code = later ? "SIGNER_UNAVAILABLE" : "SIGNER_REFUSED";
  return { status: later ? 503 : 422, body: { code, rule: cause.rule ?? cause.code, serial: cause.serial } };
}

const fromWire = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));
const toWire = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

function answer(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** A body that says its length goes straight to its place: a CRL of tens of megabytes is there once. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const announced = Number(request.headers["content-length"] ?? 0);
  if (!(announced <= MAX_BODY_BYTES)) throw new RangeError("a body over the limit");
  const body = Buffer.alloc(announced);
  let length = 0;
  for await (const chunk of request) {
    if (length + chunk.length > announced) throw new RangeError("a body of a length not told");
    length += chunk.copy(body, length);
  }
  return body;
}
