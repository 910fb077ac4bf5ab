import { PkiError, type PkiErrorCode } from "#pki/error.ts";
import { KeystoreError, type KeystoreErrorCode } from "./keystore-error.ts";

/*
 * Calls from the page to the key worker, one message each way. An error keeps its class and code on the way back, since
 * structured cloning would drop both.
 */

/** A worker, the worker's own side, or one end of a MessageChannel. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/** What is offered to the other side: functions of one argument. */
type Offered<Face> = { readonly [Name in keyof Face]: (input: never) => Promise<unknown> };

interface Call {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

type Told =
  | { readonly kind: "PKI"; readonly code: PkiErrorCode; readonly message: string }
  | { readonly kind: "KEYSTORE"; readonly code: KeystoreErrorCode }
  | { readonly kind: "OTHER"; readonly message: string };

type Reply = { readonly id: number; readonly answer: unknown } | { readonly id: number; readonly error: Told };

/** Answers calls that arrive at the port, several at a time. */
export function serve<Face extends Offered<Face>>(port: Port, face: Face): void {
  const functions = new Map<string, (input: never) => Promise<unknown>>(Object.entries(face));
  port.addEventListener("message", async ({ data }) => {
    // the messages of this protocol: both sides are this file
    const { id, name, input } = data as Call;
    const reply = await answer(functions.get(name), input).then(
      (answered): Reply => ({ id, answer: answered }),
      (error: unknown): Reply => ({ id, error: tell(error) }),
    );
    port.postMessage(reply);
  });
}

async function answer(called: ((input: never) => Promise<unknown>) | undefined, input: unknown): Promise<unknown> {
  if (!called) throw new TypeError("no such function");
  return called(input as never);
}

function tell(error: unknown): Told {
  if (error instanceof PkiError) return { kind: "PKI", code: error.code, message: error.message };
  if (error instanceof KeystoreError) return { kind: "KEYSTORE", code: error.code };
  return { kind: "OTHER", message: String(error) };
}

function rebuild(told: Told): Error {
  if (told.kind === "PKI") return new PkiError(told.code, told.message);
  return told.kind === "KEYSTORE"
    ? new KeystoreError(told.code)
    : new KeystoreError("KEYSTORE_FAILED", { detail: told.message });
}

/** The other side's functions. */
export interface Remote<Face extends Offered<Face>> {
  call<Name extends keyof Face & string>(name: Name, input: Parameters<Face[Name]>[0]): ReturnType<Face[Name]>;
  /** Fails what is still under way. */
  abandon(error: Error): void;
}

/** Calls what is served at the other end of the port. */
export function connect<Face extends Offered<Face>>(port: Port): Remote<Face> {
  const open = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  let lastId = 0;
  port.addEventListener("message", ({ data }) => {
    const reply = data as Reply;
    const caller = open.get(reply.id);
    open.delete(reply.id);
    if ("error" in reply) caller?.reject(rebuild(reply.error));
    else caller?.resolve(reply.answer as never);
  });
  return {
    call(name, input) {
      const id = ++lastId;
      const call: Call = { id, name, input };
      return new Promise<never>((resolve, reject) => {
        open.set(id, { resolve, reject });
        port.postMessage(call);
      }) as ReturnType<Face[typeof name]>;
    },
    abandon(error) {
      for (const caller of open.values()) caller.reject(error);
      open.clear();
    },
  };
}
